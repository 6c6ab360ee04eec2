package cortado.tensorflow;

import cortado.UserError;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.ops.Program;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** Trains with TensorFlow in this process, on the CPU. */
public final class TensorFlowTrainer implements Trainer {
  private final Threads threads;

  /** A trainer with as many threads as were fastest on this machine's number of processors. */
  public TensorFlowTrainer() {
    this(Threads.best());
  }

  /**
   * A trainer with a number of threads, which the result may depend on in its last digits.
   *
   * @param within threads for one op, at least 1
   * @param between threads for ops that run side by side, at least 1
   */
  public TensorFlowTrainer(int within, int between) {
    this(new Threads(within, between));
  }

  private TensorFlowTrainer(Threads threads) {
    this.threads = threads;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserError if the model does not fit the samples, or the loss is no longer a number
   * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is
   *     interrupted, which it then still is
   */
  @Override
  public Result train(
      Model model, Samples samples, TrainingPlan plan, MaskHook masks, TrainingListener listener) {
    Program program = TrainingProgram.of(model, samples, plan.loss());
    TensorFlowLibrary.load();
    try (TrainingGraph graph = TrainingGraph.open(program, plan, masks != MaskHook.NONE, threads)) {
      SampleOrder order = new SampleOrder(samples.count(), plan.seed());
      List<Double> losses = new ArrayList<>();
      for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
        losses.add(new Epoch(graph, plan, masks, listener, epoch).run(samples, order.next()));
      }
      return new Result(model.withWeights(model.weights().with(graph.readAll())), losses);
    }
  }
}
