using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.Cells.Workloads;

public sealed class CellTableTests : IDisposable
{
    private const string Header =
        "function,limit_mb,calls,rounds,calls_per_round_mean,calls_per_round_max,gap_ms_mean,gap_ms_min,gap_ms_max,"
        + "exec_ms_min,exec_ms_mean,exec_ms_max,memory_used_mb_mean,memory_used_mb_max,kind";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cell-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_ShippedTable_Has15Functions()
    {
        Assert.Equal(15, ContestTable.Rows.Count);
        Assert.Equal("f15", ContestTable.Rows[^1].Function.Key.Value);
        Assert.Equal(512, ContestTable.Rows[^1].Function.MemoryMegabytes);
        Assert.Equal(
            ["f1:Whole", "f9:Burst", "f10:Burst"],
            ContestTable.Rows.Where(row => row.Cpu != CpuKind.Light).Select(row => $"{row.Function.Key}:{row.Cpu}"));
        Assert.Equal(["f15"], ContestTable.Rows.Where(row => row.IsStorm).Select(row => row.Function.Key.Value));
    }

    [Theory]
    [InlineData("1,x,10,2,5,9,5,5,5,1,2,3,1,2,k", "limit_mb is 'x'")]
    [InlineData("1,0,10,2,5,9,5,5,5,1,2,3,1,2,k", "limit_mb is 0, not a whole number of 1 or more")]
    [InlineData("1,128,10,11,5,9,5,5,5,1,2,3,1,2,k", "calls is 10, not from rounds, 11")]
    [InlineData("1,128,19,2,5,9,5,5,5,1,2,3,1,2,k", "to rounds times calls_per_round_max, 18")]
    [InlineData("1,128,10,2,5,9,4,5,5,1,2,3,1,2,k", "gap_ms_mean is 4, below gap_ms_min, 5")]
    [InlineData("1,128,10,2,5,9,5,5,5,1,4,3,1,2,k", "exec_ms_max is 3, below exec_ms_mean, 4")]
    [InlineData("1,128,10,2,5,9,5,5,5,1,2,3,1,200,k", "memory_used_mb_max is 200, above limit_mb, 128")]
    [InlineData("1,128,10,2,5,9,5,5,5,1,2,3,1,2", "14 fields where the header has 15")]
    [InlineData("1,128,10,2,5,9,5,5,5,1,2,3,1,2,", "kind is empty")]
    public void Read_BadRow_NamesLineAndColumn(string row, string problem)
    {
        Write("0,128,10,2,5,9,5,5,5,1,2,3,1,2,k", row);

        var fault = Assert.Throws<TraceException>(() => CellTrace.Open(_folder.FullName));

        Assert.Contains($"{CellTrace.FileName}:3: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FunctionTwice_SaysSo()
    {
        Write("1,128,10,2,5,9,5,5,5,1,2,3,1,2,k", "1,128,10,2,5,9,5,5,5,1,2,3,1,2,k");

        var fault = Assert.Throws<TraceException>(() => CellTrace.Open(_folder.FullName));

        Assert.Contains("function '1' stands there twice", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoRow_SaysSo()
    {
        Write();

        var fault = Assert.Throws<TraceException>(() => CellTrace.Open(_folder.FullName));

        Assert.Contains("no function is in it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AsARequestLog_PointsToSimulate()
    {
        var fault = Assert.Throws<TraceException>(
            () => TraceFolder.Open(ContestTable.Folder, new TraceOptions()));

        Assert.Contains("'simulate' plays it", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,128,1,1,1,1,5,5,5,1,2,3,1,2,k")] // one call
    [InlineData("1,128,40,20,2,2,5,5,5,1,2,3,1,2,k")] // full rounds
    [InlineData("1,128,20,20,2,9,5,0,5,1,2,3,1,2,k")] // a greatest round that the calls do not allow
    [InlineData("1,128,100,100,1,1,60000,60000,60000,1,2,3,1,2,k")] // longer than the run
    public void Draw_EdgesOfTheTable_GiveTheirCalls(string row)
    {
        Write(row);
        var trace = CellTrace.Open(_folder.FullName);

        Assert.Equal(trace.CallCount, trace.Draw(1).Calls.Count);
    }

    private void Write(params string[] rows) =>
        File.WriteAllLines(Path.Combine(_folder.FullName, CellTrace.FileName), [Header, .. rows]);
}
