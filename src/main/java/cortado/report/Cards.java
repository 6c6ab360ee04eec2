package cortado.report;

import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.measure.FileSize;
import cortado.session.SparseExport;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.workspace.Course;
import cortado.workspace.QuantizationError;
import cortado.workspace.Recipe;
import cortado.workspace.Tuning;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cards of what a session works with. */
public final class Cards {
  private static final int DIGEST_SHOWN = 12;

  private Cards() {}

  public static Card of(Variant variant) {
    Card card = Card.titled("Variant " + variant.name()).row("recipe", variant.recipe().text());
    if (variant.parent().isPresent()) {
      card = card.row("made from", variant.parent().get());
    }
    card =
        card.row("parameters", Numbers.count(variant.parameters()))
            .row("not zero", Numbers.count(variant.nonzero()))
            .row("zeros in kernels", Numbers.percent(variant.sparsity()));
    if (variant.recipe() instanceof Recipe.Trained t) {
      card = withCourse(card, t.training(), t.course());
    } else if (variant.recipe() instanceof Recipe.Pruned p) {
      if (!p.size().goal().isEmpty()) {
        card = card.row("parameters asked for", "at most " + Numbers.count(p.size().most()));
      }
      card = withCourse(card, p.training(), p.course());
    } else if (variant.recipe() instanceof Recipe.Clustered c) {
      card = withCourse(card, c.training(), c.course());
      card =
          card.note("Its files are as large as before and compress better: %measure tells both.");
    } else if (variant.recipe() instanceof Recipe.QuantizedAware q) {
      card = withCourse(card, q.training(), q.course());
    }
    if (variant.recipe() instanceof Recipe.Quantized q && !q.budget().goal().isEmpty()) {
      card = withBudget(card, q.budget());
    }
    return variant.error().isPresent() ? withError(card, variant.error().get()) : card;
  }

  private static Card withCourse(Card card, Tuning training, Course course) {
    if (course.losses().isEmpty()) {
      return card;
    }
    int epochs = course.losses().size();
    Card more =
        card.row(
            "training loss",
            Numbers.score(course.losses().get(epochs - 1)) + " in epoch " + epochs);
    if (course.best().isEmpty()) {
      return more;
    }
    return more.row(
            "held-out loss",
            Numbers.score(course.best().getAsDouble())
                + " after epoch "
                + course.kept()
                + ", which was kept")
        .note(
            (training.validated()
                    ? "Judged by the " + Numbers.count(training.heldOut()) + " validation samples"
                    : "Held out were "
                        + Numbers.count(training.heldOut())
                        + " of the training samples")
                + "; test samples had no part in it.");
  }

  private static Card withBudget(Card card, Recipe.Budget budget) {
    String measure = budget.goal().replaceAll("[<>].*", "");
    Card more = card.row(measure + " before", Numbers.score(budget.before()));
    more =
        budget.kept().isEmpty()
            ? more.row(measure, beside(budget.reached(), budget) + ", with all layers quantized")
            : more.row(measure + " with all quantized", beside(budget.quantized(), budget))
                .row(measure, beside(budget.reached(), budget))
                .row("kept in larger numbers", String.join(", ", budget.kept()));
    return more.note(
        "The "
            + measure
            + " is that of "
            + Numbers.count(budget.samples())
            + " "
            + budget.part()
            + "; test samples had no part in it.");
  }

  private static String beside(double value, Recipe.Budget budget) {
    return String.format(Locale.ROOT, "%s (%.4fx)", Numbers.score(value), value / budget.before());
  }

  private static Card withError(Card card, QuantizationError error) {
    Card more = card;
    for (QuantizationError.Output o : error.outputs()) {
      more =
          more.row(
              "error of " + o.name(),
              "SQNR " + Numbers.decibels(o.sqnrDb()) + ", at most " + Numbers.small(o.largest()));
    }
    for (String warning : error.warnings()) {
      more = more.note(warning);
    }
    return more.note(
        "The errors are those against the float model, on "
            + Numbers.count(error.samples())
            + " "
            + error.part()
            + " samples.");
  }

  public static Card of(SparseExport export) {
    long dense = export.dense().gzipBytes();
    long sparse = export.sparse().gzipBytes();
    return Card.titled("Written " + export.file())
        .row("with zeros", sizes(export.dense()))
        .row("without zeros", sizes(export.sparse()))
        .row("kernels without", Numbers.count(export.kernels()))
        .note(
            "The runtime puts the zeros back when it loads the file, so it saves neither RAM nor"
                + " time.")
        .note(
            sparse < dense
                ? "It is smaller when compressed, too."
                : "Where files are compressed anyway, the one with zeros is no larger.");
  }

  private static String sizes(FileSize size) {
    return Numbers.size(size.bytes()) + ", gzip " + Numbers.size(size.gzipBytes());
  }

  public static Card of(Dataset dataset) {
    Card card =
        Card.titled("Data")
            .row("source", dataset.source())
            .row("training", samples(dataset.train()));
    if (dataset.validation().isPresent()) {
      card = card.row("validation", samples(dataset.validation().get()));
    }
    return card.row("test", samples(dataset.test()))
        .row("SHA-256", dataset.sha256().substring(0, DIGEST_SHOWN) + "…");
  }

  private static String samples(Samples samples) {
    return Numbers.count(samples.count())
        + " samples, inputs "
        + shapes(samples.inputs())
        + ", "
        + (samples.hasTargets() ? "targets " + shapes(samples.targets()) : "no targets");
  }

  private static String shapes(NamedTensors tensors) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Shape shape = tensors.tensors().get(i).shape().withDim(0, Shape.UNKNOWN);
      each.add((tensors.names().get(i) + " " + shape).strip());
    }
    return String.join(", ", each);
  }
}
