using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Tests.Storage;

public sealed class Crc32CTests
{
    /// <summary>RFC 3720, appendix B.4, and the check value of the catalogues.</summary>
    [Fact]
    public void Of_KnownBytes_IsThePublishedValue()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void Of_TwoPieces_IsThatOfTheWhole()
    {
        Assert.Equal(Crc32C.Of("123456789"u8), Crc32C.Of("6789"u8, Crc32C.Of("12345"u8)));
    }
}
