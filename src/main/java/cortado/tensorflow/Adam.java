package cortado.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Adam (Kingma and Ba, 2015) with the constants of Keras. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-7f;

  private final Ops tf;
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TFloat32> beta1Power;
  private final Placeholder<TFloat32> beta2Power;
  private final List<Assign<TFloat32>> initializers = new ArrayList<>();

  Adam(Ops tf) {
    this.tf = tf;
    this.learningRate = scalar();
    this.beta1Power = scalar();
    this.beta2Power = scalar();
  }

  /**
   * Changes a variable by a gradient.
   *
   * @param gated ops that run after every gradient has been computed: variables change in place, so
   *     that a gradient would else read weights of the next step
   * @return the variable after the change
   */
  Operand<TFloat32> update(
      Ops gated, Operand<TFloat32> variable, Shape shape, Operand<TFloat32> gradient) {
    return gated.train.applyAdam(
        variable,
        slot(shape),
        slot(shape),
        beta1Power,
        beta2Power,
        learningRate,
        tf.constant((float) BETA1),
        tf.constant((float) BETA2),
        tf.constant(EPSILON),
        gradient);
  }

  void initialize(Session session) {
    Session.Runner runner = session.runner();
    initializers.forEach(runner::addTarget);
    runner.run().close();
  }

  /**
   * Tells a run which step it is, which the correction of the bias depends on, and how far to go.
   *
   * @param step from 1
   * @return what the caller closes after the run
   */
  List<TFloat32> feed(Session.Runner runner, int step, double rate) {
    TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA1, step));
    TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA2, step));
    TFloat32 rateNow = TFloat32.scalarOf((float) rate);
    runner.feed(beta1Power, power1).feed(beta2Power, power2).feed(learningRate, rateNow);
    return List.of(power1, power2, rateNow);
  }

  private Operand<TFloat32> slot(Shape shape) {
    Operand<TFloat32> variable = tf.variable(shape, TFloat32.class);
    initializers.add(tf.assign(variable, tf.zeros(tf.constant(shape.asArray()), TFloat32.class)));
    return variable;
  }

  private Placeholder<TFloat32> scalar() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }
}
