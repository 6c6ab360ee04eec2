package cortado.display;

/** The look of what Cortado shows in notebooks, in the colours of the theme that is on. */
final class Html {
  private static final String STYLE =
      """
      <style>
      .cortado{--ink:var(--jp-content-font-color1,var(--vscode-foreground,CanvasText));
      --paper:var(--jp-layout-color0,var(--vscode-editor-background,Canvas));
      --band:var(--jp-layout-color2,rgba(128,128,128,.15));--line:var(--jp-border-color2,rgba(128,128,128,.4));
      --accent:var(--jp-brand-color1,#1976d2);
      color:var(--ink);font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif)}
      .cortado .scroll{max-height:32em;max-width:100%;overflow:auto;border:1px solid var(--line);border-radius:4px;width:fit-content}
      .cortado .scroll table{border-collapse:separate;border-spacing:0;margin:0;color:var(--ink);font-size:inherit;table-layout:auto}
      .cortado .scroll th,.cortado .scroll td{padding:3px 8px;text-align:left;white-space:nowrap;max-width:none;vertical-align:middle}
      .cortado .scroll thead th{position:sticky;top:0;background:var(--paper);box-shadow:inset 0 -1px var(--line);font-weight:600;white-space:normal;vertical-align:bottom;z-index:1}
      .cortado .scroll tr>:first-child{position:sticky;left:0;background:inherit}
      .cortado .scroll thead th:first-child{background:var(--paper);z-index:2}
      .cortado .scroll::-webkit-scrollbar{width:10px;height:10px}
      .cortado .scroll::-webkit-scrollbar-thumb{background:var(--line);border-radius:5px}
      .cortado .scroll::-webkit-scrollbar-corner{background:none}
      .cortado .scroll tbody tr{background:var(--paper)}
      .cortado .scroll tbody tr:nth-child(even){background:linear-gradient(var(--band),var(--band)),var(--paper)}
      .cortado .scroll .w{white-space:normal}
      .cortado .scroll .n{text-align:right;font-variant-numeric:tabular-nums}
      .cortado b.t{display:block;margin:2px 0 4px}
      .cortado .note{opacity:.85;margin:4px 0}
      .cortado .card dl{display:grid;grid-template-columns:max-content auto;gap:2px 18px;margin:0}
      .cortado .card dt{opacity:.75;margin:0;float:none;width:auto;font-weight:400;white-space:nowrap}
      .cortado .card dd{margin:0;width:auto;float:none}
      .cortado .card{border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:4px;padding:8px 14px;width:fit-content;max-width:min(100%,62em);box-sizing:border-box}
      .cortado .bar{height:8px;width:20em;border-radius:4px;background:var(--line);overflow:hidden;display:inline-block;vertical-align:middle;margin:0 10px}
      .cortado .what{display:inline-block;min-width:5em}
      .cortado .bar i{display:block;height:100%;background:var(--accent)}
      </style>
      """;

  private Html() {}

  /** Content under the style of Cortado; all text in it is escaped already. */
  static String styled(String content) {
    return STYLE + "<div class=\"cortado\">" + content + "</div>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
