package cortado.session;

import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Loss;
import java.util.List;

/** The loss where the user named none: what the targets look like decides. */
final class UsualLoss {
  private UsualLoss() {}

  /**
   * Focal Tversky for masks of 0 and 1, cross-entropy for classes, the mean squared error for other
   * numbers; the first output decides.
   *
   * @param outputs their shapes, in the order of the targets
   */
  static Loss of(List<Shape> outputs, NamedTensors targets) {
    Shape output = outputs.get(0);
    Tensor target = targets.tensors().get(0);
    Shape given = target.shape();
    if (given.rank() == output.rank() && given.dim(-1) == 1 && output.dim(-1) > 1) {
      return new Loss.SparseCategoricalCrossEntropy();
    }
    float[] values = target.floats();
    for (float v : values) {
      if (v != 0 && v != 1) {
        return new Loss.MeanSquaredError();
      }
    }
    if (target.shape().rank() > 2) {
      return Loss.FocalTversky.DEFAULT;
    }
    int width = target.shape().dim(-1);
    return width > 1 && oneOfEach(values, width)
        ? new Loss.CategoricalCrossEntropy()
        : new Loss.BinaryCrossEntropy();
  }

  private static boolean oneOfEach(float[] values, int width) {
    for (int row = 0; row < values.length; row += width) {
      float sum = 0;
      for (int c = 0; c < width; c++) {
        sum += values[row + c];
      }
      if (sum != 1) {
        return false;
      }
    }
    return true;
  }
}
