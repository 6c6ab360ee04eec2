package cortado.tensorflow;

import cortado.UserError;
import cortado.data.Augmenter;
import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Program;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.EpochHook;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.Probe;
import cortado.train.RoundingHook;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.train.TrainingListener;
import cortado.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

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
      Model model,
      Samples samples,
      TrainingPlan plan,
      TrainingHooks hooks,
      TrainingListener listener) {
    Augmenter.requireFit(plan.augment(), samples);
    Program program = hooks.rounding().program(TrainingProgram.of(model, samples, plan.loss()));
    TensorFlowLibrary.load();
    boolean masked = hooks.masks() != MaskHook.NONE;
    try (TrainingGraph graph = TrainingGraph.open(program, plan, masked, hooks, threads)) {
      Shuffle order = new Shuffle(samples.count(), plan.seed());
      Augmenter augmenter = new Augmenter(plan.augment(), plan.seed());
      List<Double> losses = new ArrayList<>();
      boolean goesOn = true;
      for (int epoch = 1; goesOn && epoch <= plan.epochs(); epoch++) {
        double loss =
            new Epoch(graph, plan, hooks, listener, epoch).run(samples, order.next(), augmenter);
        losses.add(loss);
        goesOn = hooks.epochs().goesOn(new Trained(graph, model, epoch, loss));
      }
      return new Result(trained(model, graph), losses);
    }
  }

  @Override
  public Probe probe(Model model, RoundingHook rounding) {
    return TensorFlowProbe.open(model, rounding, threads);
  }

  @Override
  public Map<WeightId, Tensor> slopes(
      Model model, List<WeightId> weights, Samples samples, Loss loss, DoubleConsumer done) {
    Program program = TrainingProgram.of(model, samples, loss);
    TensorFlowLibrary.load();
    try (SlopeGraph graph = SlopeGraph.open(program, weights, loss, threads)) {
      for (int i = 0; i < samples.count(); i++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("the gradients were interrupted");
        }
        done.accept((double) i / samples.count());
        graph.add(samples.slice(i, i + 1));
      }
      return graph.means();
    }
  }

  private static Model trained(Model model, TrainingGraph graph) {
    return model.withWeights(model.weights().with(graph.readAll()));
  }

  private record Trained(TrainingGraph graph, Model from, int number, double loss)
      implements EpochHook.Epoch {
    @Override
    public Predictor predictor() {
      return graph.predictor();
    }

    @Override
    public Model model() {
      return trained(from, graph);
    }
  }
}
