using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.References;

/// <summary>What a call needs to know about its method, worked out once.</summary>
internal sealed class MethodShape
{
    internal MethodShape(MethodInfo method)
    {
        Method = method;
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        var parameters = method.GetParameters();
        TakesToken = parameters.Any(static p => p.ParameterType == typeof(CancellationToken));
        Arguments = [.. parameters.Select(static p => Copiers.For(p.ParameterType))];
        Result = method.ReturnType.IsGenericType ? Copiers.For(method.ReturnType.GenericTypeArguments[0]) : null;
    }

    internal MethodInfo Method { get; }

    internal string Name { get; }

    internal bool AlwaysInterleave { get; }

    internal bool ReadOnly { get; }

    internal bool OneWay { get; }

    internal bool TakesToken { get; }

    internal TimeSpan? ResponseTimeout { get; }

    /// <summary>Null where a value may cross as it is.</summary>
    internal Copier?[] Arguments { get; }

    internal Copier? Result { get; }
}
