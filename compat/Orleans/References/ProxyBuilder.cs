using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Orleans.References;

/// <summary>
/// Emits, for one grain interface, a subclass of <see cref="GrainReference"/> whose methods pack their arguments into
/// a struct and send it as a call.
/// </summary>
internal static class ProxyBuilder
{
    private const string ShapesField = "Shapes";

    private static readonly Lock s_gate = new();
    private static readonly HashSet<string> s_opened = new(StringComparer.Ordinal);
    private static readonly AssemblyBuilder s_assembly = AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName("Orleans.Proxies"), AssemblyBuilderAccess.Run);

    private static readonly ModuleBuilder s_module = s_assembly.DefineDynamicModule("Orleans.Proxies");
    private static readonly ConstructorInfo s_ignoreAccess = DefineIgnoreAccess();
    private static readonly MethodInfo s_pass = typeof(Copiers).GetMethod(nameof(Copiers.Pass))!;
    private static int s_names;

    internal static Type Build(Type grainInterface)
    {
        lock (s_gate)
        {
            OpenTo(typeof(ProxyBuilder).Assembly);
            OpenTo(grainInterface.Assembly);
            return BuildOpened(grainInterface);
        }
    }

    private static Type BuildOpened(Type grainInterface)
    {
        var type = s_module.DefineType(
            UniqueName(grainInterface.FullName!),
            TypeAttributes.Class | TypeAttributes.Sealed | TypeAttributes.Public,
            typeof(GrainReference),
            [grainInterface]);
        var shapesField = type.DefineField(
            ShapesField, typeof(MethodShape[]), FieldAttributes.Public | FieldAttributes.Static);
        DefineConstructor(type);

        var methods = grainInterface.GetInterfaces().Append(grainInterface)
            .SelectMany(static i => i.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(static method => method.IsAbstract)
            .ToArray();
        var shapes = new MethodShape[methods.Length];
        for (var i = 0; i < methods.Length; i++)
        {
            shapes[i] = new MethodShape(methods[i]);
            DefineMethod(type, shapesField, i, shapes[i]);
        }

        var built = type.CreateType();
        built.GetField(ShapesField)!.SetValue(null, shapes);
        return built;
    }

    private static void DefineConstructor(TypeBuilder type)
    {
        Type[] parameters = [typeof(ReferenceFactory), typeof(GrainId)];
        var baseConstructor = typeof(GrainReference).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, parameters)!;
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, parameters)
            .GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, baseConstructor);
        il.Emit(OpCodes.Ret);
    }

    private static void DefineMethod(TypeBuilder type, FieldBuilder shapes, int index, MethodShape shape)
    {
        var method = shape.Method;
        var parameters = Array.ConvertAll(method.GetParameters(), static p => p.ParameterType);
        var (call, returned) = CallFor(method);
        foreach (var mentioned in parameters.Append(method.ReturnType))
        {
            OpenToAll(mentioned);
        }

        var arguments = ArgumentsBuilder.Build(s_module, UniqueName($"{shape.Name}.Arguments"), method, returned);
        var send = call.MakeGenericType([arguments, .. method.ReturnType.GenericTypeArguments])
            .GetMethod("Send", BindingFlags.Static | BindingFlags.Public)!;

        var proxy = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
            | MethodAttributes.HideBySig,
            method.ReturnType,
            parameters);
        var il = proxy.GetILGenerator();
        var packed = il.DeclareLocal(arguments);
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldloca, packed);
            il.Emit(OpCodes.Ldarg, i + 1);
            if (shape.Arguments[i] is not null)
            {
                LoadShape(il, shapes, index);
                il.Emit(OpCodes.Ldc_I4, i);
                il.Emit(OpCodes.Call, s_pass.MakeGenericMethod(parameters[i]));
            }

            il.Emit(OpCodes.Stfld, arguments.GetField(ArgumentsBuilder.FieldName(i))!);
        }

        il.Emit(OpCodes.Ldarg_0);
        LoadShape(il, shapes, index);
        il.Emit(OpCodes.Ldloc, packed);
        il.Emit(OpCodes.Call, send);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(proxy, method);
    }

    private static void LoadShape(ILGenerator il, FieldBuilder shapes, int index)
    {
        il.Emit(OpCodes.Ldsfld, shapes);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
    }

    private static (Type Call, Type Returned) CallFor(MethodInfo method)
    {
        var returned = method.ReturnType;
        if (method.IsGenericMethod || method.GetParameters().Any(static p => p.ParameterType.IsByRef))
        {
            throw Unsupported(method);
        }

        if (returned == typeof(void))
        {
            return (typeof(VoidCall<>), typeof(Nothing));
        }

        if (returned == typeof(Task))
        {
            return (typeof(PlainTaskCall<>), returned);
        }

        if (returned == typeof(ValueTask))
        {
            return (typeof(PlainValueTaskCall<>), returned);
        }

        var definition = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        return definition == typeof(Task<>) ? (typeof(TaskCall<,>), returned)
            : definition == typeof(ValueTask<>) ? (typeof(ValueTaskCall<,>), returned)
            : throw Unsupported(method);
    }

    private static NotSupportedException Unsupported(MethodInfo method) =>
        new($"{method.DeclaringType}.{method.Name}: a grain method returns a task and is not generic.");

    private static string UniqueName(string name) => $"{name}#{s_names++}";

    private static void OpenToAll(Type type)
    {
        OpenTo(type.Assembly);
        foreach (var argument in type.GenericTypeArguments)
        {
            OpenToAll(argument);
        }
    }

    /// <summary>Contracts may be internal to their assembly; a source generator would stand inside it.</summary>
    private static void OpenTo(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (s_opened.Add(name))
        {
            s_assembly.SetCustomAttribute(new CustomAttributeBuilder(s_ignoreAccess, [name]));
        }
    }

    private static ConstructorInfo DefineIgnoreAccess()
    {
        var type = s_module.DefineType(
            "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute",
            TypeAttributes.Class | TypeAttributes.Public,
            typeof(Attribute));
        var constructor = type.DefineConstructor(
            MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(
            OpCodes.Call,
            typeof(Attribute).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        il.Emit(OpCodes.Ret);
        return type.CreateType().GetConstructor([typeof(string)])!;
    }
}
