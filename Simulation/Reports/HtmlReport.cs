using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;
using OrleansScaler.Simulation.Reports.Page;

namespace OrleansScaler.Simulation.Reports;

/// <summary>
/// Writes a simulation as one page that needs nothing else: no script, no font, no picture from elsewhere.
/// </summary>
public static class HtmlReport
{
    /// <summary>Nothing may be loaded and no script may run, should a name ever get past the escaping.</summary>
    private const string SecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>The page.</summary>
    /// <param name="content">What it shows.</param>
    public static string Write(ReportContent content)
    {
        var page = Tag.Of(
            "html",
            Head(content),
            Tag.Of(
                "body",
                Tag.Of(
                    "main",
                    PageHeader.Draw(content),
                    RankingSection.Draw(content),
                    ParetoSection.Draw(content),
                    DistributionSection.Draw(content),
                    TimelineSection.Draw(content)))).With("lang", "en");
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Head(ReportContent content) => Tag.Of(
        "head",
        Tag.Of("meta").With("charset", "utf-8"),
        Tag.Of("meta").With("http-equiv", "Content-Security-Policy").With("content", SecurityPolicy),
        Tag.Of("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
        Tag.Of("meta").With("name", "color-scheme").With("content", "light dark"),
        Tag.Of("title").Says($"{content.Workload.Trace.Name}: simulation"),
        Tag.Of("style").Says(PageStyle.Text));
}
