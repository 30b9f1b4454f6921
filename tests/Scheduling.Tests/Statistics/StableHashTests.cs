using System.Text;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class StableHashTests
{
    // Test vectors of FNV-1a (RFC 9923, appendix C).
    [Theory]
    [InlineData("", 0x811C9DC5, 0xCBF29CE484222325)]
    [InlineData("a", 0xE40C292C, 0xAF63DC4C8601EC8C)]
    [InlineData("foobar", 0xBF9CF968, 0x85944171F73967E8)]
    public void Of_Name_IsTheSameForEver(string name, uint of32, ulong of64)
    {
        Assert.Equal((of32, of64), (StableHash.Of32(name), StableHash.Of64(name)));
        Assert.Equal(of32, StableHash.Of32(Encoding.UTF8.GetBytes(name)));
    }
}
