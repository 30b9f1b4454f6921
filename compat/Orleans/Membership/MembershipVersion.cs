namespace Orleans.Runtime;

public readonly struct MembershipVersion : IEquatable<MembershipVersion>
{
    public MembershipVersion(long version) => Value = version;

    public long Value { get; init; }

    public static bool operator ==(MembershipVersion left, MembershipVersion right) => left.Equals(right);

    public static bool operator !=(MembershipVersion left, MembershipVersion right) => !left.Equals(right);

    public bool Equals(MembershipVersion other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is MembershipVersion other && Equals(other);

    public override int GetHashCode() => Value.GetHashCode();
}
