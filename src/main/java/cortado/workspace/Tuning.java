package cortado.workspace;

import cortado.data.Augmentation;
import cortado.train.Decay;
import cortado.train.Loss;
import java.util.List;
import java.util.Optional;

/**
 * How weights are trained; all that decides the result but the model.
 *
 * @param epochs at most; 0 for no training
 * @param until the goal that ends it, or empty
 * @param patience epochs without a better one that end it, or 0
 * @param distillation the share of the parent's outputs in the targets
 * @param heldOut samples held out to judge epochs, or 0
 * @param validated whether those were the validation part of the data, else of the training part
 * @param augment how the training samples were varied
 * @param data SHA-256 of the dataset; empty without training, unless pruning itself looked at it
 */
public record Tuning(
    int epochs,
    int batch,
    double learningRate,
    Decay decay,
    Loss loss,
    long seed,
    String until,
    int patience,
    double distillation,
    int heldOut,
    boolean validated,
    List<Augmentation> augment,
    String data) {
  public Tuning {
    augment = List.copyOf(augment);
  }

  /**
   * No training.
   *
   * @param judged the loss that was looked at instead, if any was
   * @param data SHA-256 of the dataset that it is of, or empty
   */
  public static Tuning none(Hyperparameters h, Optional<Loss> judged, String data) {
    Loss loss = judged.or(h::loss).orElse(Loss.FocalTversky.DEFAULT);
    return new Tuning(
        0,
        h.batch(),
        h.learningRate(),
        h.decay(),
        loss,
        h.seed(),
        "",
        0,
        0,
        0,
        false,
        List.of(),
        data);
  }

  /** Whether anything was trained, or a loss was looked at. */
  boolean computes() {
    return epochs > 0 || !data.isEmpty();
  }

  String text(Course course) {
    return course.text(epochs)
        + (augment.isEmpty() ? "" : " --augment " + Augmentation.text(augment));
  }
}
