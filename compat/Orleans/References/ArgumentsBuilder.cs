using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.References;

/// <summary>Emits the struct that carries the arguments of one method and calls it.</summary>
internal static class ArgumentsBuilder
{
    private const MethodAttributes Implementation =
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig;

    internal static string FieldName(int position) => "A" + position.ToString(CultureInfo.InvariantCulture);

    internal static Type Build(ModuleBuilder module, string name, MethodInfo method, Type returned)
    {
        var contract = typeof(IArguments<>).MakeGenericType(returned);
        var type = module.DefineType(
            name,
            TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout,
            typeof(ValueType),
            [contract]);
        var fields = method.GetParameters()
            .Select((p, i) => type.DefineField(FieldName(i), p.ParameterType, FieldAttributes.Public))
            .ToArray();
        var token = fields.FirstOrDefault(static field => field.FieldType == typeof(CancellationToken));

        DefineInvoke(type, method, returned, fields);
        DefineGetToken(type, token);
        DefineSetToken(type, token);
        return type.CreateType();
    }

    private static void DefineInvoke(TypeBuilder type, MethodInfo method, Type returned, FieldBuilder[] fields)
    {
        var il = type.DefineMethod("Invoke", Implementation, returned, [typeof(object)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        if (method.ReturnType == typeof(void))
        {
            LoadDefault(il, returned);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void DefineGetToken(TypeBuilder type, FieldBuilder? token)
    {
        var il = type.DefineMethod("get_Token", Implementation, typeof(CancellationToken), Type.EmptyTypes)
            .GetILGenerator();
        if (token is null)
        {
            LoadDefault(il, typeof(CancellationToken));
        }
        else
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, token);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void DefineSetToken(TypeBuilder type, FieldBuilder? token)
    {
        var il = type.DefineMethod("set_Token", Implementation, typeof(void), [typeof(CancellationToken)])
            .GetILGenerator();
        if (token is not null)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Stfld, token);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void LoadDefault(ILGenerator il, Type type)
    {
        var local = il.DeclareLocal(type);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Initobj, type);
        il.Emit(OpCodes.Ldloc, local);
    }
}
