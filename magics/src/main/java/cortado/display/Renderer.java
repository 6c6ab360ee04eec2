package cortado.display;

import cortado.data.Dataset;
import cortado.ops.ModelSummary;
import cortado.report.Card;
import cortado.report.Cards;
import cortado.report.Chart;
import cortado.report.CompatibilityReport;
import cortado.report.Drawing;
import cortado.report.ExplanationReport;
import cortado.report.History;
import cortado.report.NetworkDrawing;
import cortado.report.PredictionSheet;
import cortado.report.Results;
import cortado.report.SensitivityReport;
import cortado.report.SessionCards;
import cortado.report.TfliteSummary;
import cortado.session.SparseExport;
import cortado.workspace.Archived;
import cortado.workspace.Change;
import cortado.workspace.Checked;
import cortado.workspace.Listing;
import cortado.workspace.Swept;
import cortado.workspace.Variant;
import java.awt.image.RenderedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Turns any value into a MIME bundle. One renderer serves one notebook: it sends plotly.js with the
 * first figure only.
 */
public final class Renderer {
  private final Map<Class<?>, Function<Object, MimeBundle>> types = new LinkedHashMap<>();
  private final Map<Class<?>, Function<Object, ?>> views = new LinkedHashMap<>();
  private final FigureView figures = new FigureView();

  public Renderer() {
    register(MimeBundle.class, b -> b);
    register(Table.class, TableView::render);
    register(Results.class, r -> TableView.render(r.shown()));
    register(Chart.class, figures::render);
    register(Figure.class, figures::render);
    register(PredictionSheet.class, s -> ImageView.render(s.image(), s.text()));
    register(NetworkDrawing.class, n -> ImageView.render(n.image(), n.text()));
    register(Card.class, c -> CardView.render(c));
    register(Variant.class, v -> CardView.render(Cards.of(v)));
    register(Dataset.class, d -> CardView.render(Cards.of(d)));
    register(SparseExport.class, s -> CardView.render(Cards.of(s)));
    register(Listing.class, l -> CardView.render(SessionCards.of(l)));
    register(Checked.class, c -> CardView.render(SessionCards.of(c)));
    register(Archived.class, a -> CardView.render(SessionCards.of(a)));
    register(Swept.class, s -> CardView.render(SessionCards.of(s)));
    register(Change.class, c -> CardView.render(SessionCards.of(c)));
    register(SensitivityReport.class, s -> figures.render(s.chart()));
    register(CompatibilityReport.class, c -> CardView.render(c.card(), c.table()));
    register(ExplanationReport.class, e -> ExplanationView.render(e, figures));
    register(History.class, Renderer::history);
    register(List.class, Renderer::list);
    register(ModelSummary.class, SummaryView::render);
    register(TfliteSummary.class, s -> CardView.render(s.card(), s.operators()));
    register(RenderedImage.class, ImageView::render);
  }

  /**
   * Shows values of a type, and of its subtypes, in a way of their own; a type that was registered
   * later goes first.
   */
  public <T> void register(Class<T> type, Function<? super T, MimeBundle> view) {
    types.remove(type);
    types.put(type, value -> view.apply(type.cast(value)));
  }

  /**
   * Shows values of a user's type, and of its subtypes, as what the view makes of them: a table, an
   * image, a text, a bundle, or anything else that has a look already.
   */
  public <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    views.remove(type);
    views.put(type, value -> view.apply(type.cast(value)));
  }

  /** What is shown in a value's place: the value itself unless it is empty or has a view. */
  Object shown(Object value) {
    Object inner = value instanceof Optional<?> some && some.isPresent() ? some.get() : value;
    Function<Object, ?> view = null;
    for (Map.Entry<Class<?>, Function<Object, ?>> e : views.entrySet()) {
      if (e.getKey().isInstance(inner)) {
        view = e.getValue();
      }
    }
    Object seen = view == null ? inner : view.apply(inner);
    return seen instanceof MimeBundle b && !b.data().containsKey(MimeBundle.TEXT)
        ? b.with(MimeBundle.TEXT, ValueText.of(inner))
        : seen;
  }

  /** The forms of a value; never without text. */
  public MimeBundle render(Object value) {
    return forms(shown(value));
  }

  private MimeBundle forms(Object value) {
    Function<Object, MimeBundle> view = null;
    for (Map.Entry<Class<?>, Function<Object, MimeBundle>> e : types.entrySet()) {
      if (e.getKey().isInstance(value)) {
        view = e.getValue();
      }
    }
    MimeBundle bundle = view == null ? MimeBundle.text(ValueText.of(value)) : view.apply(value);
    return bundle.data().containsKey(MimeBundle.TEXT)
        ? bundle
        : bundle.with(MimeBundle.TEXT, ValueText.of(value));
  }

  private static MimeBundle history(History h) {
    return h.last()
        .map(card -> CardView.render(card, h.table()))
        .orElseGet(() -> TableView.render(h.table()));
  }

  /**
   * Variants, such as those of a sweep, and records as a table; other lists as Java writes them.
   */
  private static MimeBundle list(List<?> values) {
    boolean variants = !values.isEmpty() && values.stream().allMatch(Variant.class::isInstance);
    return variants
        ? TableView.render(new History(values.stream().map(Variant.class::cast).toList()).table())
        : RecordTable.of(values)
            .map(TableView::render)
            .orElseGet(() -> MimeBundle.text(ValueText.of(values)));
  }

  /** The text of a value alone, without drawing what a terminal does not show. */
  public String text(Object value) {
    return text(value, 0);
  }

  /**
   * The text of a value for a terminal.
   *
   * @param columns of the terminal: a wider table is shown in parts; 0 if it has no limit
   */
  public String text(Object value, int columns) {
    return shownText(shown(value), columns);
  }

  /** The text of what {@link #shown} answers. */
  String shownText(Object value, int columns) {
    if (value instanceof Drawing drawing) {
      return drawing.text();
    }
    if (value instanceof SensitivityReport scan) {
      return scan.chart().text();
    }
    if (value instanceof ExplanationReport report) {
      return ExplanationView.text(report, columns);
    }
    if (value instanceof Results results) {
      return shownText(results.shown(), columns);
    }
    if (value instanceof Table table) {
      return TableView.text(Cells.of(table), columns);
    }
    Optional<Table> records =
        value instanceof List<?> list ? RecordTable.of(list) : Optional.empty();
    return records.isPresent() ? shownText(records.get(), columns) : forms(value).plain();
  }
}
