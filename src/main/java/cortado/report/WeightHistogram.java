package cortado.report;

import cortado.UserError;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.tensor.Tensor;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many weights of kernels have which value. Zeros are told in numbers, as they would be a peak
 * beside which nothing else is seen.
 */
final class WeightHistogram {
  private static final int BINS = 60;

  /** The share of weights at either end that would stretch the axis without being seen. */
  private static final double TAIL = 0.001;

  private static final int FINE = 4096;

  private WeightHistogram() {}

  /**
   * @param variants before and after, which have layers
   * @throws UserError if one has no layers, or all weights are zero
   */
  static Chart of(List<Variant> variants) {
    List<Model> models = variants.stream().map(Variant::model).toList();
    double edge = models.stream().mapToDouble(WeightHistogram::edge).max().orElse(0);
    if (!(edge > 0) || !Double.isFinite(edge)) {
      throw UserError.because(
              "There are no weights in kernels but zeros, so no " + PlotKind.WEIGHTS)
          .received(variants.get(0).name())
          .next("%summary " + variants.get(0).name());
    }
    List<Chart.PointSeries> series = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      series.add(series(variants.get(i).name(), models.get(i), edge));
    }
    return new Chart.Points(
        "Weights that are not zero", "value of a weight", "weights in each bin", series);
  }

  private static Chart.PointSeries series(String name, Model model, double edge) {
    long[] bins = count(model, edge, BINS);
    List<Chart.Point> points = new ArrayList<>();
    double width = 2 * edge / BINS;
    for (int i = 0; i < BINS; i++) {
      points.add(new Chart.Point(-edge + (i + 0.5) * width, bins[i], ""));
    }
    long all = 0;
    long zeros = 0;
    for (Tensor t : kernels(model)) {
      all += t.shape().elements();
      zeros += t.shape().elements() - t.nonzero();
    }
    String apart =
        zeros == 0
            ? "no zeros"
            : Numbers.count(zeros) + " zeros apart, " + Numbers.percent((double) zeros / all);
    return new Chart.PointSeries(name + " (" + apart + ")", Chart.Look.OUTLINE, points);
  }

  /** The magnitude that all but a few of the weights that are not zero stay within. */
  private static double edge(Model model) {
    double largest = 0;
    for (Tensor t : kernels(model)) {
      double[] most = new double[1];
      t.eachPart(
          (from, values) -> {
            while (values.hasRemaining()) {
              most[0] = Math.max(most[0], Math.abs(values.get()));
            }
          });
      largest = Math.max(largest, most[0]);
    }
    if (!(largest > 0) || Double.isInfinite(largest)) {
      return largest;
    }
    long[] fine = count(model, largest, FINE);
    long all = 0;
    for (long n : fine) {
      all += n;
    }
    long beyond = 0;
    for (int i = 0; i < FINE / 2; i++) {
      beyond += fine[i] + fine[FINE - 1 - i];
      if (beyond > TAIL * all) {
        return largest * (1 - 2.0 * i / FINE);
      }
    }
    return largest;
  }

  /** The weights that are not zero in bins from -edge to edge. */
  private static long[] count(Model model, double edge, int bins) {
    long[] count = new long[bins];
    for (Tensor t : kernels(model)) {
      t.eachPart(
          (from, values) -> {
            while (values.hasRemaining()) {
              float v = values.get();
              if (v != 0 && Math.abs(v) <= edge) {
                count[Math.min(bins - 1, (int) ((v / edge + 1) / 2 * bins))]++;
              }
            }
          });
    }
    return count;
  }

  private static List<Tensor> kernels(Model model) {
    return Lowering.kernels(model.graph()).stream().map(model.weights()::get).toList();
  }
}
