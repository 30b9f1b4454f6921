using System.CommandLine;
using System.Globalization;
using OrleansScaler.Simulation.Reports;

namespace OrleansScaler.Cli.Simulate;

/// <summary>The options of a command line as a report lists them.</summary>
internal static class UsedSettings
{
    /// <summary>Every option of the verb that has a value, given or usual, in the verb's order.</summary>
    public static IReadOnlyList<ReportSetting> Of(ParseResult line) =>
    [
        .. line.CommandResult.Command.Options
            .Select(option => SettingOf(line, option))
            .OfType<ReportSetting>(),
    ];

    private static ReportSetting? SettingOf(ParseResult line, Option option)
    {
        if (line.GetResult(option) is { Implicit: false } given)
        {
            return new ReportSetting(option.Name, string.Join(' ', given.Tokens.Select(token => token.Value)), true);
        }

        return option.HasDefaultValue && option.GetDefaultValue() is { } usual and not false
            ? new ReportSetting(option.Name, Convert.ToString(usual, CultureInfo.InvariantCulture) ?? "", false)
            : null;
    }
}
