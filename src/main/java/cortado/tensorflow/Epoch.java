package cortado.tensorflow;

import cortado.UserError;
import cortado.data.Augmenter;
import cortado.data.Samples;
import cortado.train.TrainingHooks;
import cortado.train.TrainingListener;
import cortado.train.TrainingListener.Progress;
import cortado.train.TrainingPlan;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * One pass over the samples.
 *
 * @param number from 1
 */
record Epoch(
    TrainingGraph graph,
    TrainingPlan plan,
    TrainingHooks hooks,
    TrainingListener listener,
    int number) {

  /**
   * Trains batch by batch in this order, each varied, and returns the mean of the batches' losses.
   */
  double run(Samples samples, int[] order, Augmenter augmenter) {
    int steps = plan.stepsPerEpoch(order.length);
    long start = System.nanoTime();
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("training was interrupted in epoch " + number);
      }
      int done = (number - 1) * steps + step;
      graph.setMasks(hooks.masks().masksAt(done, graph::read));
      graph.setGrids(hooks.rounding().gridsAt(done, graph.seen()));
      int from = step * plan.batch();
      int to = Math.min(from + plan.batch(), order.length);
      double rate = plan.learningRateAt(done, plan.epochs() * steps);
      Samples batch = augmenter.next(samples.select(Arrays.copyOfRange(order, from, to)));
      sum += checked(graph.step(batch, rate, hooks.rounding().observes(done)));
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.onProgress(
          new Progress(number, plan.epochs(), step + 1, steps, sum / (step + 1), to / seconds));
    }
    return sum / steps;
  }

  private float checked(float loss) {
    if (!Float.isFinite(loss)) {
      throw UserError.because("The loss is no longer a number in epoch " + number)
          .received("learning rate " + plan.learningRate())
          .next("train with a smaller learning rate");
    }
    return loss;
  }
}
