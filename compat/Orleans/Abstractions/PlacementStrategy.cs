namespace Orleans.Runtime;

/// <summary>Has no effect here: there is one silo to place on.</summary>
public abstract class PlacementStrategy
{
}
