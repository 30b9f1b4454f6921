namespace OrleansScaler.Simulation.Reports.Page;

/// <summary>
/// How the page looks: light or dark as the reader's system is, black on white on paper. Holds no <c>&lt;</c>,
/// <c>&gt;</c> or <c>&amp;</c>, which the writer would escape where a browser takes them as they are.
/// </summary>
/// <remarks>
/// The colours of the six series keep 3 : 1 or more against their ground and are told apart by readers who do not see
/// red and green alike (after Okabe and Ito, darkened for white paper and lightened for dark screens).
/// </remarks>
internal static class PageStyle
{
    public const string Text = Colours + Type + Tables + Charts + Series + Paper;

    private const string Colours = """

        :root { color-scheme: light dark; --ground: #fff; --ink: #1c2127; --soft: #5a6470; --line: #d9dee4;
          --panel: #f6f8fa; --accent: #0b5cad; --s0: #0069a8; --s1: #c65102; --s2: #00805d; --s3: #a3307e;
          --s4: #8a6a00; --s5: #5b5bd6; --rest: #a3adb8; }
        @media screen and (prefers-color-scheme: dark) { :root { --ground: #12161b; --ink: #e6eaef; --soft: #9aa6b2;
          --line: #2c343d; --panel: #1a2027; --accent: #6fb7ff; --s0: #56b4e9; --s1: #ff9248; --s2: #2fd0a0;
          --s3: #f08cc8; --s4: #ecd444; --s5: #b0acff; --rest: #5d6874; } }

        """;

    private const string Type = """
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 2px 0 16px; overflow-wrap: anywhere; }
        h2 { font-size: 20px; margin: 0 0 8px; overflow-wrap: anywhere; }
        header section { margin-top: 20px; } header h2 { font-size: 15px; margin-bottom: 4px; }
        main section { margin-top: 44px; }
        .kind { color: var(--soft); margin: 0; }
        .lead { font-size: 17px; margin: 18px 0 0; overflow-wrap: anywhere; }
        .hint { color: var(--soft); font-size: 14px; margin: 6px 0 12px; max-width: 90ch; }
        ul { margin: 4px 0; padding-left: 20px; } li { overflow-wrap: anywhere; }
        dl { margin: 0; } dd { margin: 0; font-variant-numeric: tabular-nums; }
        .facts { display: flex; flex-wrap: wrap; gap: 12px 36px; }
        .facts dt { color: var(--soft); font-size: 13px; } .facts dd { font-size: 20px; font-weight: 600; }
        .settings { display: flex; flex-wrap: wrap; gap: 2px 22px; font-size: 13px; }
        .settings div { display: flex; gap: 7px; min-width: 0; } .settings dt { color: var(--soft); flex: none; }
        .settings dd { overflow-wrap: anywhere; } .settings .usual dd { color: var(--soft); }
        .settings .given dd { font-weight: 600; }

        """;

    private const string Tables = """
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 9px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th[scope=row], th.name { text-align: left; font-weight: 500; }
        th[scope=row] { white-space: normal; overflow-wrap: anywhere; min-width: 130px; }
        thead th { color: var(--soft); font-weight: 600; font-size: 13px; border-bottom: 2px solid var(--line); }
        tbody tr:first-child th[scope=row] { font-weight: 700; }
        .bounds th[scope=row], .bounds tr:first-child th[scope=row], .bounds td {
          font-weight: 400; font-style: italic; }
        .bounds tr:first-child th, .bounds tr:first-child td { border-top: 2px solid var(--line); }
        td:first-child { color: var(--soft); } .swatch { width: 12px; height: 12px; margin-right: 6px; }

        """;

    private const string Charts = """
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); gap: 16px; }
        .chart { margin: 0; padding: 10px 12px; background: var(--panel); border: 1px solid var(--line);
          border-radius: 8px; overflow-x: auto; break-inside: avoid; }
        .chart svg { display: block; width: 100%; min-width: 460px; height: auto; } .wide svg { min-width: 820px; }
        figcaption { color: var(--soft); font-size: 13px; margin-top: 4px; }
        details { margin-top: 16px; } summary { cursor: pointer; color: var(--accent); overflow-wrap: anywhere; }
        summary + .charts { margin-top: 10px; }
        svg text { fill: var(--ink); font-size: 12px; font-family: inherit; font-variant-numeric: tabular-nums; }
        svg .title { font-size: 14px; font-weight: 600; } svg .name, svg .tick { fill: var(--soft); }
        svg .across { text-anchor: middle; } svg .up { text-anchor: end; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .faint { stroke-opacity: 0.45; } .axis { stroke: var(--soft); stroke-width: 1; }

        """;

    private const string Series = """
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .mark { stroke: var(--panel); stroke-width: 1; }
        .line.rest { stroke: var(--rest); stroke-width: 1; stroke-opacity: 0.75; } .mark.rest { fill: var(--rest); }
        .line.s0 { stroke: var(--s0); stroke-width: 2.6; } .mark.s0 { fill: var(--s0); }
        .line.s1 { stroke: var(--s1); stroke-dasharray: 8 3; } .mark.s1 { fill: var(--s1); }
        .line.s2 { stroke: var(--s2); stroke-dasharray: 3 3; } .mark.s2 { fill: var(--s2); }
        .line.s3 { stroke: var(--s3); stroke-dasharray: 10 3 2 3; } .mark.s3 { fill: var(--s3); }
        .line.s4 { stroke: var(--s4); stroke-dasharray: 5 2; } .mark.s4 { fill: var(--s4); }
        .line.s5 { stroke: var(--s5); stroke-dasharray: 2 2 6 2; } .mark.s5 { fill: var(--s5); }
        .front { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 6 4; }
        .equal { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 1.5 4; }
        .bound { fill: none; stroke: var(--ink); stroke-width: 2; }
        .leader { stroke: var(--soft); stroke-width: 0.8; stroke-opacity: 0.8; }
        svg .label { paint-order: stroke; stroke: var(--panel); stroke-width: 3px; }
        svg .label.rest { fill: var(--soft); } svg .strong { font-weight: 600; }
        .area { fill: var(--s1); fill-opacity: 0.16; stroke: none; }
        .line.slots { stroke: var(--s0); stroke-width: 1.8; } .line.demand { stroke: var(--s1); stroke-width: 1.5; }
        .line.most { stroke-width: 0.9; stroke-opacity: 0.75; } .line.slots.most { stroke-dasharray: 4 2; }
        .line.demand.most { stroke-dasharray: 1.5 1.5; }

        """;

    private const string Paper = """
        @page { size: landscape; margin: 12mm; }
        @media print { :root { color-scheme: light; } body { font-size: 10pt; } main { max-width: none; padding: 0; }
          h1 { font-size: 20pt; } h2 { break-after: avoid; } .facts dd { font-size: 12pt; } .lead { font-size: 11pt; }
          main section { margin-top: 9mm; } header section { margin-top: 4mm; }
          table { font-size: 7.5pt; } th, td { padding: 2px 4px; } thead th { font-size: 7pt; white-space: normal; }
          tr { break-inside: avoid; } .scroll, .chart { overflow: visible; }
          .charts { grid-template-columns: 1fr 1fr; gap: 5mm 8mm; }
          .chart { background: none; border: none; padding: 0; }
          .chart svg { max-height: 74mm; }
          .wide svg { max-height: 145mm; } .chart svg, .wide svg { min-width: 0; }
          #pareto, #distributions, #timelines { break-before: page; margin-top: 0; }
          details:not([open]) { display: none; } }

        """;
}
