using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>
/// Reads <c>scheduled:5:0_8_*_*_1-5:10h</c>: five slots from 08:00 UTC on weekdays for ten hours. The cron expression
/// has <c>_</c> for spaces, <c>.</c> for commas and <c>~</c> for slashes, which mean something else in a list of names:
/// <c>scheduled:1:*~30_8.9_*_*_*:10m</c> is every half hour from eight to ten.
/// </summary>
internal static class ScheduledName
{
    public const string Argument = "SLOTS:CRON:DURATION";

    private const int MostSlots = 10_000;
    private const string Form = "write scheduled:SLOTS:CRON:DURATION as in scheduled:5:0_8_*_*_1-5:10h";

    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    public static IPrewarmPolicy? Read(PolicyText text)
    {
        if (text.Arguments != 3)
        {
            return Wrong(text, $"{text.Arguments} figures follow");
        }

        if (text.Number(0) is not { } slots || slots is < 1 or > MostSlots || slots != Math.Floor(slots))
        {
            return Wrong(text, $"slots are '{text.Argument(0)}' and must be a whole number from 1 to {MostSlots}");
        }

        if (text.Duration(2) is not { } duration || duration < s_shortest || duration > s_longest)
        {
            return Wrong(text, $"the duration is '{text.Argument(2)}' and must be from 1m to {s_longest.Days}d");
        }

        var cron = text.Argument(1)!.Replace('_', ' ').Replace('.', ',').Replace('~', '/');
        return CronExpression.TryParse(cron, out var calendar, out var error)
            ? new ScheduledPrewarm((int)slots, calendar, duration)
            : Wrong(text, error);
    }

    private static IPrewarmPolicy? Wrong(PolicyText text, string what) =>
        text.Refuse<IPrewarmPolicy>($"'{text.Whole}': {what}; {Form}.");
}
