using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Grains.Storage.Boards;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Tests.Storage.Boards;

public sealed class MappedUseBoardTests : IDisposable
{
    private static readonly Guid s_boot = Guid.NewGuid();
    private static readonly ulong s_held = UseWord.HeldBy(new RequestId("r"));

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.In("ledger.use");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AfterTheProcessAndBeforeAReboot_TellsWhatWasWritten()
    {
        string id;
        using (var board = Open())
        {
            id = board.Id;
            Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => board.Take()));
            board.Write(0, UseWord.Idle);
            board.Write(2, s_held);
        }

        using var reopened = Open();
        Assert.Equal(id, reopened.Id);
        Assert.Equal(
            [UseWord.Idle, UseWord.NotReady, s_held],
            Enumerable.Range(0, 3).Select(place => reopened.Read(id, place)!.Value));
    }

    [Fact]
    public void Read_AfterAReboot_KnowsNothing()
    {
        string id;
        using (var board = Open())
        {
            id = board.Id;
            board.Write(board.Take(), UseWord.Idle);
        }

        using var reopened = Open(boot: Guid.NewGuid());
        Assert.NotEqual(id, reopened.Id);
        Assert.Null(reopened.Read(id, 0));
        Assert.Equal(UseWord.NotReady, reopened.Read(reopened.Id, 0));
        Assert.Equal(0, reopened.Take());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(40)]
    public void Open_ADamagedHeader_BeginsAnew(int at)
    {
        string id;
        using (var board = Open())
        {
            id = board.Id;
            board.Write(board.Take(), UseWord.Idle);
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[at] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);

        using var reopened = Open();
        Assert.NotEqual(id, reopened.Id);
        Assert.Equal(UseWord.NotReady, reopened.Read(reopened.Id, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void Open_AFileCutShort_BeginsAnew(int length)
    {
        Open().Dispose();
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..length]);

        using var reopened = Open();

        Assert.Equal(64 + (125 * 8), new FileInfo(File).Length);
    }

    [Fact]
    public void Open_MoreSlotsThanBefore_KeepsTheWords()
    {
        using (var board = Open())
        {
            board.Write(board.Take(), UseWord.Idle);
        }

        using (var larger = Open(slots: 10_000))
        {
            Assert.Equal(UseWord.Idle, larger.Read(larger.Id, 0));
            larger.Write(12_499, UseWord.Shared);
        }

        using var smaller = Open();
        Assert.Equal(UseWord.Shared, smaller.Read(smaller.Id, 12_499));
    }

    [Fact]
    public void Take_AfterTheProcess_GivesNoPlaceThatRecoveryMayClaim()
    {
        using (var board = Open())
        {
            Take(board, 50);
        }

        using var reopened = Open();
        reopened.Claim(7);
        var taken = Take(reopened, 75);
        var full = reopened.Take();
        reopened.FreeUnclaimed();

        Assert.Equal(Enumerable.Range(50, 75), taken);
        Assert.Equal(-1, full);
        Assert.Equal(Enumerable.Range(0, 50).Where(place => place != 7), Take(reopened, 49));
        Assert.Equal(-1, reopened.Take());
    }

    [Fact]
    public void Take_AFreedPlace_GivesItOnlyAfterARest()
    {
        using var board = Open();
        Take(board, 20);

        for (var place = 0; place < 13; place++)
        {
            board.Free(place);
        }

        // 125 places rest a tenth: the thirteenth that is free lets the first go.
        Assert.Equal([0, 20, 21], Take(board, 3));
    }

    [Fact]
    public void Take_AllButTheRestingAreHeld_GivesTheLongestFree()
    {
        using var board = Open();
        Take(board, 125);
        board.Free(9);
        board.Free(3);

        Assert.Equal([9, 3, -1], Take(board, 3));
    }

    [Fact]
    public void Free_APlace_ForgetsItsWord()
    {
        using var board = Open();
        var place = board.Take();
        board.Write(place, s_held);

        board.Free(place);
        board.Free(place);

        Assert.Equal(UseWord.NotReady, board.Read(board.Id, place));
        Assert.Equal(Enumerable.Range(1, 124).Append(0).Append(-1), Take(board, 126));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(125)]
    public void Places_ThatAreNone_AreUnknownAndHarmless(int place)
    {
        using var board = Open();

        board.Claim(place);
        board.Free(place);

        Assert.Null(board.Read(board.Id, place));
        Assert.Throws<ArgumentOutOfRangeException>(() => board.Write(place, 1));
    }

    [Fact]
    public void Claim_AgainByALaterActivation_ChangesNothing()
    {
        using var board = Open();
        var place = board.Take();
        board.Write(place, UseWord.Idle);

        board.Claim(place);

        Assert.Equal(UseWord.Idle, board.Read(board.Id, place));
        Assert.NotEqual(place, board.Take());
    }

    [Fact]
    public void Open_InUse_IsRefusedByName()
    {
        using var board = Open();

        Assert.Contains(File, Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterDisposal_ReachesNobody()
    {
        var board = Open();
        var place = board.Take();
        board.Dispose();

        board.Write(place, UseWord.Idle);

        using var reopened = Open();
        Assert.Equal(UseWord.NotReady, reopened.Read(reopened.Id, place));
    }

    [Fact]
    public void Take_ByManyThreads_GivesEachPlaceOnce()
    {
        using var board = Open(slots: 8_000);
        var taken = new int[8_000];

        Parallel.For(0, taken.Length, number =>
        {
            taken[number] = board.Take();
            board.Write(taken[number], (ulong)number + 3);
        });

        Assert.Equal(Enumerable.Range(0, taken.Length), taken.Order());
        Assert.All(taken.Index(), one => Assert.Equal((ulong)one.Index + 3, board.Read(board.Id, one.Item)));
    }

    [Fact]
    public void BootId_WithoutTheFile_IsNeverTheSame()
    {
        Assert.NotEqual(BootId.Read(_folder.In("none")), BootId.Read(_folder.In("none")));
    }

    private static int[] Take(MappedUseBoard board, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => board.Take())];

    private MappedUseBoard Open(int slots = 100, Guid? boot = null) =>
        new(_folder.Path, slots, boot ?? s_boot, NullLogger.Instance);
}
