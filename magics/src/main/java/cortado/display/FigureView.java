package cortado.display;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.report.Chart;
import cortado.report.PlotlyChart;
import cortado.report.PlotlyHtml;
import cortado.report.PlotlyJson;
import cortado.report.Png;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.plotly.components.Figure;

/**
 * Figures: Plotly's JSON, HTML that needs no network, an image and a text picture in one bundle.
 */
final class FigureView {
  /** Made with the first figure: a kernel does not wait for it, and may never need it. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  }

  private boolean librarySent;

  MimeBundle render(Chart chart) {
    return bundle(PlotlyJson.of(chart), Optional.of(chart));
  }

  MimeBundle render(Figure figure) {
    ObjectNode json = PlotlyJson.of(figure);
    return bundle(json, PlotlyChart.read(json));
  }

  private MimeBundle bundle(ObjectNode json, Optional<Chart> chart) {
    String text = chart.map(Chart::text).orElse("figure of " + json.get("data").size() + " traces");
    String png = chart.map(c -> Png.base64(c.image())).orElse(null);
    String image =
        png == null
            ? Html.escape(text)
            : "<img style=\"max-width:100%\" alt=\"figure\" src=\"data:image/png;base64,"
                + png
                + "\">";
    String html = PlotlyHtml.fragment(json, image);
    MimeBundle bundle =
        MimeBundle.text(text)
            .with(MimeBundle.PLOTLY, Json.MAPPER.convertValue(json, Json.OBJECT))
            .with(MimeBundle.HTML, library() + html);
    return png == null ? bundle : bundle.with(MimeBundle.PNG, png);
  }

  private synchronized String library() {
    if (librarySent) {
      return "";
    }
    librarySent = true;
    return PlotlyHtml.library();
  }
}
