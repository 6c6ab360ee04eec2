package cortado.session;

import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A network of two inputs and two outputs, and files of samples for it. */
final class TwoSided {
  static final int SAMPLES = 80;

  private TwoSided() {}

  static Graph graph() {
    Ref wide = Ref.of("wide");
    Ref narrow = Ref.of("narrow");
    Ref joined = Ref.of("joined");
    return new Graph(
        "two",
        List.of(
            new Node(new Layer.InputLayer("wide", Shape.of(Shape.UNKNOWN, 5)), 0, List.of()),
            new Node(new Layer.InputLayer("narrow", Shape.of(Shape.UNKNOWN, 2)), 0, List.of()),
            new Node(new Layer.Concatenate("joined", -1), 0, List.of(wide, narrow)),
            dense("shared", 8, Activation.RELU, joined),
            dense("sum", 1, Activation.SIGMOID, Ref.of("shared")),
            dense("signs", 3, Activation.SIGMOID, Ref.of("shared"))),
        List.of(wide, narrow),
        List.of(Ref.of("sum"), Ref.of("signs")));
  }

  private static Node dense(String name, int units, Activation activation, Ref input) {
    return new Node(new Layer.Dense(name, units, activation, true), 0, List.of(input));
  }

  /** Writes wide.npy and narrow.npy, and the targets sum.npy, of one axis, and signs.npy. */
  static void write(Path dir) {
    SplittableRandom random = new SplittableRandom(3);
    float[] wide = new float[SAMPLES * 5];
    float[] narrow = new float[SAMPLES * 2];
    float[] sum = new float[SAMPLES];
    float[] signs = new float[SAMPLES * 3];
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < 5; k++) {
        wide[5 * i + k] = (float) random.nextGaussian();
        if (k < 3) {
          signs[3 * i + k] = wide[5 * i + k] > 0 ? 1 : 0;
        }
      }
      narrow[2 * i] = (float) random.nextGaussian();
      narrow[2 * i + 1] = (float) random.nextGaussian();
      sum[i] = narrow[2 * i] + narrow[2 * i + 1] > 0 ? 1 : 0;
    }
    Npy.write(dir.resolve("wide.npy"), Tensor.of(Shape.of(SAMPLES, 5), wide));
    Npy.write(dir.resolve("narrow.npy"), Tensor.of(Shape.of(SAMPLES, 2), narrow));
    Npy.write(dir.resolve("sum.npy"), Tensor.of(Shape.of(SAMPLES), sum));
    Npy.write(dir.resolve("signs.npy"), Tensor.of(Shape.of(SAMPLES, 3), signs));
  }
}
