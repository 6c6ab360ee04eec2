package cortado.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Figures as HTML that needs no network: plotly.js comes from the class path. */
public final class PlotlyHtml {
  private static final String LIBRARY = "plotly-cartesian-2.35.3.min.js";

  // %1$s identifies the figure, %2$s is its JSON. The element may not be on the page yet, and the
  // library may come with a later cell; until both are there, the image stands in for the figure.
  // The colour of text is one that CSS finds again, so that it follows a theme switched later.
  private static final String INK = "rgb(1, 2, 3)";
  private static final String SCRIPT =
      """
      <style>[data-cortado-figure] text[style*="fill: %3$s"]{fill:var(--jp-content-font-color1,\
      var(--vscode-foreground,CanvasText))!important}</style>
      <script>(function(){
      var figure=%2$s,tries=0;
      function draw(){
        var found=document.querySelectorAll('div[data-cortado-figure="%1$s"]:not([data-drawn])');
        if(!found.length&&tries++<300){setTimeout(draw,100);return;}
        if(!found.length)return;
        if(!window.Plotly){window.addEventListener('cortado-plotly',draw,{once:true});return;}
        found.forEach(function(div){
          div.setAttribute('data-drawn','');div.textContent='';
          var layout=JSON.parse(JSON.stringify(figure.layout));
          layout.font=Object.assign({color:'%3$s'},layout.font);
          if(!layout.paper_bgcolor)layout.paper_bgcolor='rgba(0,0,0,0)';
          if(!layout.plot_bgcolor)layout.plot_bgcolor='rgba(0,0,0,0)';
          ['xaxis','yaxis'].forEach(function(a){layout[a]=Object.assign(
            {gridcolor:'rgba(128,128,128,.25)',zerolinecolor:'rgba(128,128,128,.5)'},layout[a]);});
          Plotly.newPlot(div,figure.data,layout,
            Object.assign({responsive:true,displaylogo:false},figure.config));
        });
      }
      draw();})();</script>
      """;

  private PlotlyHtml() {}

  /**
   * A figure to stand in a page that loads the library somewhere.
   *
   * @param placeholder HTML that is seen where no script runs, such as an image; may be empty
   */
  public static String fragment(ObjectNode figure, String placeholder) {
    String json = figure.toString().replace("<", "\\u003c");
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    String id = Long.toHexString(crc.getValue());
    return "<div data-cortado-figure=\""
        + id
        + "\">"
        + placeholder
        + "</div>\n"
        + SCRIPT.formatted(id, json, INK);
  }

  /** Plotly.js, to stand once in a page; a second one is harmless. */
  public static String library() {
    return "<script>if(!window.Plotly){(function(define,module,exports){"
        + Library.SOURCE
        + "\nif(typeof Plotly!=='undefined')window.Plotly=Plotly;}).call(window);"
        + "window.dispatchEvent(new Event('cortado-plotly'));}</script>\n";
  }

  /**
   * A page in the colours of the reader's theme.
   *
   * @param head HTML to stand in its head
   */
  static String page(String title, String head, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escape(title)
        + "</title><style>:root{color-scheme:light dark}"
        + "body{margin:2em auto;max-width:1000px;font-family:system-ui,sans-serif;"
        + "background:Canvas;color:CanvasText}</style>\n"
        + head
        + "</head><body>\n"
        + body
        + "</body></html>\n";
  }

  /** An image that stands in a page itself. */
  static String image(BufferedImage image, String name) {
    return "<img style=\"max-width:100%\" alt=\""
        + escape(name)
        + "\" src=\"data:image/png;base64,"
        + Png.base64(image)
        + "\">\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Read when the first figure needs it. */
  private static final class Library {
    static final String SOURCE = read();

    private static String read() {
      try (InputStream in = PlotlyHtml.class.getResourceAsStream(LIBRARY)) {
        if (in == null) {
          throw new IllegalStateException("the class path lacks " + LIBRARY);
        }
        // Only maps, which this build of plotly.js leaves out, would ask that address.
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .replace("https://cdn.plot.ly/", "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
