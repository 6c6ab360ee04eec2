package cortado.report;

import cortado.UserError;
import cortado.workspace.Course;
import cortado.workspace.Recipe;
import cortado.workspace.Tuning;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The losses of the epochs that variants were trained for themselves, without their ancestors. */
final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Of the variants that were named, or of the newest that was trained.
   *
   * @param all of the session, the oldest first
   * @throws UserError if a named variant was not trained, or none was
   */
  static Chart of(List<Variant> named, List<Variant> all) {
    List<Variant> trained = all.stream().filter(v -> course(v).isPresent()).toList();
    if (trained.isEmpty()) {
      throw UserError.because("No variant was trained yet, so there is no " + PlotKind.CURVES)
          .next("%train or %prune 0.8 --epochs 5");
    }
    for (Variant v : named) {
      if (course(v).isEmpty()) {
        throw UserError.because(v.name() + " was not trained itself")
            .received(v.recipe().text())
            .allowed(String.join(", ", trained.stream().map(Variant::name).toList()))
            .next("%plot curves " + trained.get(trained.size() - 1).name());
      }
    }
    List<Variant> shown = named.isEmpty() ? List.of(trained.get(trained.size() - 1)) : named;
    List<Chart.PointSeries> series = new ArrayList<>();
    shown.forEach(v -> add(v.name(), course(v).orElseThrow(), series));
    return new Chart.Points(title(shown), "epoch", "loss", series);
  }

  private static String title(List<Variant> shown) {
    return "Loss in training" + (shown.size() == 1 ? " of " + shown.get(0).name() : "");
  }

  private static Optional<Curve> course(Variant v) {
    Optional<Curve> course = Optional.empty();
    if (v.recipe() instanceof Recipe.Trained t) {
      course = Optional.of(new Curve(t.course(), t.training()));
    } else if (v.recipe() instanceof Recipe.Pruned p) {
      course = Optional.of(new Curve(p.course(), p.training()));
    } else if (v.recipe() instanceof Recipe.Clustered c) {
      course = Optional.of(new Curve(c.course(), c.training()));
    } else if (v.recipe() instanceof Recipe.QuantizedAware q) {
      course = Optional.of(new Curve(q.course(), q.training()));
    }
    return course.filter(c -> !c.how().losses().isEmpty());
  }

  private record Curve(Course how, Tuning training) {}

  private static void add(String variant, Curve course, List<Chart.PointSeries> series) {
    List<Double> losses = course.how().losses();
    List<Double> heldOut = course.how().heldOut();
    boolean judged = !heldOut.isEmpty();
    int kept = course.how().kept();
    series.add(
        new Chart.PointSeries(variant + ", training", Chart.Look.LINE, points(losses, 1, 0)));
    if (judged) {
      String part = course.training().validated() ? ", validation" : ", held out";
      int first = losses.size() - heldOut.size() + 1;
      series.add(
          new Chart.PointSeries(variant + part, Chart.Look.DASHED, points(heldOut, first, kept)));
    }
  }

  /**
   * @param first number of the first epoch
   * @param kept number of the epoch to label, if it is there
   */
  private static List<Chart.Point> points(List<Double> losses, int first, int kept) {
    List<Chart.Point> points = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      int epoch = first + i;
      // A loss that is no number has no place, and leaves a gap to see.
      if (Double.isFinite(losses.get(i))) {
        String label = epoch == kept ? "kept" : "";
        points.add(new Chart.Point(epoch, losses.get(i), label));
      }
    }
    return points;
  }
}
