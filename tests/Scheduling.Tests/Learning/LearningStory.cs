using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>
/// Tells what runs of one function told, one after the other from t0 on, and what was learned from them.
/// </summary>
internal sealed class LearningStory(double limitMegabytes = 256, LearningOptions? options = null)
{
    public static readonly DateTimeOffset T0 = new(2020, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public FunctionLearning Learning { get; } = new(options ?? new LearningOptions(), limitMegabytes);

    public DateTimeOffset Now { get; private set; } = T0;

    /// <summary>Every change so far, such as <c>1→2 MeasuredSafe</c>.</summary>
    public List<string> Changes { get; } = [];

    public int Concurrency => Learning.Concurrency;

    public LearningStory Later(TimeSpan span)
    {
        Now += span;
        return this;
    }

    /// <summary>Runs one after the other, each in as much company as is allowed unless told otherwise.</summary>
    public LearningStory Runs(
        int count, double ms, double megabytes = 5, double? company = null, RunEnd end = RunEnd.Good)
    {
        for (var run = 0; run < count; run++)
        {
            var began = Now;
            Now += TimeSpan.FromMilliseconds(ms + 1);
            Ends(began, ms, megabytes, company ?? Concurrency, end);
        }

        return this;
    }

    /// <summary>A run that began at some instant ends now.</summary>
    public LearningStory Ends(
        DateTimeOffset began, double ms, double megabytes, double company, RunEnd end = RunEnd.Good)
    {
        var run = new FinishedRun
        {
            Began = began,
            Duration = TimeSpan.FromMilliseconds(ms),
            Company = company,
            MemoryMegabytes = megabytes,
            End = end,
        };
        Note(Learning.Returned(run, Now));
        return this;
    }

    /// <summary>Looks at a slot, one each 100 ms.</summary>
    public LearningStory Looks(int count, double megabytes, double millicores, double company)
    {
        for (var look = 0; look < count; look++)
        {
            Now += TimeSpan.FromMilliseconds(100);
            Note(Learning.Sampled(new SlotUse(megabytes, millicores, company), Now));
        }

        return this;
    }

    /// <summary>A light function, brought to a level by runs of 10 ms and 5 MB.</summary>
    public LearningStory RaisedTo(int level)
    {
        while (Concurrency < level)
        {
            Runs(20, ms: 10);
        }

        Changes.Clear();
        return this;
    }

    private void Note(LearningChange? change)
    {
        if (change is { } changed)
        {
            Changes.Add($"{changed.From}→{changed.To} {changed.Reason}");
        }
    }
}
