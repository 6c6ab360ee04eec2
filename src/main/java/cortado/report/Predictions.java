package cortado.report;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.session.Session;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lets variants of a session find in test samples what their masks show. */
final class Predictions {
  private static final String DATA = "%data DIR --images image --masks label, or %data cells";

  private final Session session;
  private final int[] chosen;
  private final int count;
  private final Samples samples;

  /**
   * @param wanted how many test samples, spread evenly over all
   * @throws UserError if there is no test sample with a mask
   */
  Predictions(Session session, int wanted) {
    if (wanted < 1) {
      throw UserError.because("The number of samples is out of range")
          .received(wanted)
          .allowed("1 or more")
          .next("%plot predictions --samples 3");
    }
    Dataset data =
        session
            .dataset()
            .orElseThrow(() -> UserError.because("Predictions need test samples").next(DATA));
    this.session = session;
    this.count = data.test().count();
    if (count == 0 || !data.test().hasTargets()) {
      throw UserError.because("The data has no test samples with masks")
          .received(data.source())
          .next(DATA);
    }
    int shown = Math.min(wanted, count);
    this.chosen = IntStream.range(0, shown).map(i -> (int) ((long) i * count / shown)).toArray();
    this.samples = data.test().select(chosen);
  }

  /**
   * @throws UserError if a variant finds no masks
   */
  PredictionSheet of(List<Variant> variants) {
    List<Masks> found = variants.stream().map(this::masks).toList();
    List<String> columns = new ArrayList<>(List.of("image", "true mask"));
    variants.forEach(v -> columns.add(v.name()));
    List<PredictionSheet.Row> rows = new ArrayList<>();
    boolean binary = true;
    for (int i = 0; i < chosen.length; i++) {
      List<PredictionSheet.Tile> tiles = new ArrayList<>();
      tiles.add(new PredictionSheet.Tile(new MaskPicture(image(), i).seen(), ""));
      MaskComparison truth = found.get(0).compare(i);
      tiles.add(truth.actual());
      binary &= truth.isBinary();
      for (Masks m : found) {
        tiles.add(m.compare(i).predicted());
      }
      rows.add(new PredictionSheet.Row("test sample " + (chosen[i] + 1) + " of " + count, tiles));
    }
    return new PredictionSheet(
        "Masks that " + String.join(", ", columns.subList(2, columns.size())) + " found",
        columns,
        rows,
        binary ? "white: found    orange: not in the true mask    blue: missed" : "");
  }

  private Tensor image() {
    return samples.inputs().tensors().stream()
        .filter(t -> t.shape().rank() == 4)
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("The data has no images to show")
                    .received(samples.inputs())
                    .next(DATA));
  }

  /** What a variant found and what it should. */
  private record Masks(Tensor predicted, Tensor actual) {
    MaskComparison compare(int sample) {
      return new MaskComparison(
          new MaskPicture(predicted, sample), new MaskPicture(actual, sample));
    }
  }

  private Masks masks(Variant variant) {
    RuntimeId runtime = variant.isTflite() ? RuntimeId.TFLITE : RuntimeId.TENSORFLOW;
    NamedTensors outputs = session.predict(variant, samples.inputs(), runtime);
    NamedTensors targets = samples.targets();
    for (int i = 0; i < Math.min(outputs.size(), targets.size()); i++) {
      String name = outputs.names().get(i);
      boolean named = targets.isNamed() && targets.names().contains(name);
      Tensor target = named ? targets.get(name) : targets.tensors().get(i);
      if (areMasks(outputs.tensors().get(i).shape(), target.shape())) {
        return new Masks(outputs.tensors().get(i), target);
      }
    }
    throw UserError.because(variant.name() + " computes no masks of the data's size")
        .received("outputs " + outputs + ", targets " + targets)
        .allowed("(samples, rows, columns, classes)")
        .next("%plot curves, or %data with masks");
  }

  private static boolean areMasks(Shape output, Shape target) {
    return output.rank() == 4
        && target.rank() == 4
        && output.dim(1) == target.dim(1)
        && output.dim(2) == target.dim(2)
        && (output.dim(3) == target.dim(3) || target.dim(3) == 1);
  }
}
