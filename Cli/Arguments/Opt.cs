using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Arguments;

/// <summary>
/// Options that check themselves: a wrong value is reported with the option's name, the value and the bound, together
/// with everything else that is wrong on the line.
/// </summary>
internal static class Opt
{
    public static Option<Duration> Length(string name, string what, TimeSpan usual) => new(name)
    {
        Description = what,
        HelpName = "DURATION",
        DefaultValueFactory = _ => new Duration(usual),
        CustomParser = result => Duration.TryParse(Text(result), out var value)
            ? value
            : Wrong<Duration>(result, name, "a duration (500ms, 10s, 5m, 2h) of at most 24 days"),
    };

    public static Option<HostPort> Address(string name, string what, HostPort usual) => new(name)
    {
        Description = what,
        HelpName = "HOST:PORT",
        DefaultValueFactory = _ => usual,
        CustomParser = result => HostPort.TryParse(Text(result), out var value)
            ? value
            : Wrong<HostPort>(result, name, "an address (HOST:PORT)"),
    };

    public static Option<HostPort?> OptionalAddress(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "HOST:PORT",
        CustomParser = result => HostPort.TryParse(Text(result), out var value)
            ? value
            : Wrong<HostPort>(result, name, "an address (HOST:PORT)"),
    };

    public static Option<double> Number(string name, string what, double usual, double least, double most) => new(name)
    {
        Description = what,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseNumber(result, name, least, most) ?? default,
    };

    public static Option<double?> OptionalNumber(string name, string what, double least, double most) => new(name)
    {
        Description = what,
        HelpName = "N",
        CustomParser = result => ParseNumber(result, name, least, most),
    };

    public static Option<int> Whole(string name, string what, int usual, int least, int most) => new(name)
    {
        Description = what,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseWhole(result, name, least, most) ?? default,
    };

    public static Option<int?> OptionalWhole(string name, string what, int least, int most) => new(name)
    {
        Description = what,
        HelpName = "N",
        CustomParser = result => ParseWhole(result, name, least, most),
    };

    public static Option<Chosen<T>> Choice<T>(string name, string what, T usual)
        where T : struct, Enum => new(name)
        {
            Description = what,
            HelpName = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant(),
            DefaultValueFactory = _ => new Chosen<T>(usual),
            CustomParser = result =>
                Array.Find(
                    Enum.GetNames<T>(), n => n.Equals(Text(result), StringComparison.OrdinalIgnoreCase)) is { } known
                ? new Chosen<T>(Enum.Parse<T>(known))
                : Wrong<Chosen<T>>(result, name, "one of " + string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()),
        };

    public static Option<bool> Flag(string name, string what) => new(name) { Description = what };

    public static Option<string?> File(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "FILE",
    };

    public static Option<string?> Folder(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "DIR",
    };

    public static T Wrong<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} is '{Text(result)}', not {expected}");
        return default!;
    }

    public static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";

    private static double? ParseNumber(ArgumentResult result, string name, double least, double most) =>
        double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= most
            ? value
            : Wrong<double?>(
                result, name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    private static int? ParseWhole(ArgumentResult result, string name, int least, int most) =>
        int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= most
            ? value
            : Wrong<int?>(
                result, name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
}
