namespace Grpc.Shared;

internal static class BinaryHeader
{
    public static string Encode(byte[] value) => Convert.ToBase64String(value);

    /// <summary>Peers may leave the padding out.</summary>
    public static byte[] Decode(string value) => Convert.FromBase64String((value.Length % 4) switch
    {
        2 => value + "==",
        3 => value + "=",
        _ => value,
    });
}
