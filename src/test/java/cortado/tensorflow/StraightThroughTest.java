package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What is rounded to, and where gradients pass. */
class StraightThroughTest {
  private interface Rounded {
    Operand<TFloat32> of(StraightThrough rounding, Operand<TFloat32> x);
  }

  /** The values, then the gradients of their sum. */
  private static float[][] run(float[] x, Rounded rounded) {
    TensorFlowLibrary.load();
    return GraphSession.build(
        new Threads(1, 1),
        owned -> {
          try (owned) {
            Ops tf = owned.ops();
            Operand<TFloat32> in = tf.constant(x);
            Operand<TFloat32> y = rounded.of(new StraightThrough(tf), in);
            Output<?> sum = tf.reduceSum(y, tf.constant(0)).asOutput();
            Output<?>[] slope = owned.graph().addGradients(sum, new Output<?>[] {in.asOutput()});
            try (Result r = owned.session().runner().fetch(y).fetch(slope[0]).run()) {
              return new float[][] {
                NativeTensors.read((TFloat32) r.get(0)).floats(),
                NativeTensors.read((TFloat32) r.get(1)).floats()
              };
            }
          }
        });
  }

  @Test
  void valuesAreRoundedWithinTheirGridAndGradientsPassThere() {
    float[] x = {-9, -2, -1.4f, -0.5f, 0.4f, 0.5f, 1.5f, 2.6f, 5, 70};
    float[][] y =
        run(
            x,
            (rounding, in) -> {
              Ops tf = rounding.tf();
              return rounding.within(
                  in, new Grids.Scalars(tf.constant(0.5f), tf.constant(-1f), tf.constant(2.5f)));
            });
    assertThat(y[0]).containsExactly(-2, -2, -1, 0, 0, 0, 2, 3, 5, 5);
    assertThat(y[1]).startsWith(0).endsWith(0);
    assertThat(y[1]).containsSubsequence(1, 1, 1, 1, 1, 1);
  }

  @Test
  void weightsAreRoundedAsTheFileRoundsThem() {
    float[] x = {-1.5f, -0.5f, -0.49f, 0, 0.5f, 1.49f, 2.5f};
    float[][] y = run(x, (rounding, in) -> rounding.halvesAway(in, rounding.tf().constant(1f)));
    assertThat(y[0]).containsExactly(-2, -1, 0, 0, 1, 1, 3);
    assertThat(y[1]).containsOnly(1);
  }
}
