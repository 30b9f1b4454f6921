namespace Orleans.References;

/// <summary>The arguments of one call; a struct is generated for each method.</summary>
internal interface IArguments<out TReturn>
{
    /// <summary>The method's cancellation token; none when it has no such parameter.</summary>
    CancellationToken Token { get; set; }

    TReturn Invoke(object grain);
}
