package cortado.tensorflow;

import cortado.data.Augmenter;
import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.prune.PruningMethod;
import cortado.prune.Schedule;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import cortado.train.MaskHook;
import cortado.train.TrainingHooks;
import cortado.train.TrainingPlan;

/** Cortado's training, with and without pruning to 80 % zeros over all epochs. */
final class OwnEpochs implements Contestant {
  private final String name;
  private final Samples samples;
  private final TrainingPlan plan;
  private final MaskHook masks;
  private final TrainingGraph graph;
  private final Shuffle order;
  private final Augmenter augmenter;
  private int epoch;

  private OwnEpochs(String name, Model model, Samples samples, TrainingPlan plan, MaskHook masks) {
    this.name = name;
    this.samples = samples;
    this.plan = plan;
    this.masks = masks;
    this.order = new Shuffle(samples.count(), plan.seed());
    this.augmenter = new Augmenter(plan.augment(), plan.seed());
    this.graph =
        TrainingGraph.open(
            TrainingProgram.of(model, samples, plan.loss()),
            plan,
            masks != MaskHook.NONE,
            Threads.best());
  }

  static OwnEpochs plain(Model model, Samples samples, TrainingPlan plan) {
    return new OwnEpochs("Cortado", model, samples, plan, MaskHook.NONE);
  }

  static OwnEpochs pruned(Model model, Samples samples, TrainingPlan plan) {
    int steps = plan.epochs() * plan.stepsPerEpoch(samples.count());
    Schedule schedule = Schedule.named("polynomial", new Sparsity(0), new Sparsity(0.8), steps);
    WeightPruning pruning = WeightPruning.of(model.graph(), PruningMethod.MAGNITUDE, plan.seed());
    return new OwnEpochs(
        "Cortado, pruning", model, samples, plan, pruning.during(schedule)::masksAt);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double epochSeconds() {
    long start = System.nanoTime();
    TrainingHooks hooks = TrainingHooks.NONE.with(masks);
    new Epoch(graph, plan, hooks, p -> {}, ++epoch).run(samples, order.next(), augmenter);
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    graph.close();
  }
}
