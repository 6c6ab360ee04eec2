package cortado.tensorflow;

import cortado.bench.Subject;
import cortado.data.Samples;
import cortado.ops.Program;
import cortado.train.Loss;
import cortado.train.TrainingPlan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;

/** Prints where the time of a training step of the U-Net goes: per kind of op, and to masks. */
public final class StepTimes {
  private static final double LEARNING_RATE = 1e-4;
  private static final int WARM_UP = 10;
  private static final int TRACED = 20;
  private static final int PAIRS = 40;

  private final Samples batch;
  private final Program program;
  private final TrainingPlan plan;

  private StepTimes(int size) {
    this.batch = Subject.samples(size);
    this.plan = new TrainingPlan(1, size, LEARNING_RATE, Loss.FocalTversky.DEFAULT, 7);
    this.program = TrainingProgram.of(Subject.model(), batch, plan.loss());
  }

  /** Arguments: samples of a batch, 8 unless given. */
  public static void main(String[] args) {
    TensorFlowLibrary.load();
    new StepTimes(args.length > 0 ? Integer.parseInt(args[0]) : 8).print();
  }

  private void print() {
    try (TrainingGraph plain = open(false);
        TrainingGraph masked = open(true)) {
      printCostOfMasks(plain, masked);
      printOps(masked);
    }
  }

  private TrainingGraph open(boolean masked) {
    TrainingGraph graph = TrainingGraph.open(program, plan, masked, Threads.best());
    for (int i = 0; i < WARM_UP; i++) {
      graph.step(batch, LEARNING_RATE);
    }
    return graph;
  }

  /** In turns, as a machine's speed changes while it is measured. */
  private void printCostOfMasks(TrainingGraph plain, TrainingGraph masked) {
    double[] plainMs = new double[PAIRS];
    double[] maskedMs = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      plainMs[i] = millis(plain);
      maskedMs[i] = millis(masked);
    }
    double without = median(plainMs);
    double with = median(maskedMs);
    System.out.printf(
        Locale.ROOT,
        "Batch %d: a step takes %.1f ms (%.1f samples/s), with masks %.1f ms: %+.1f %%%n",
        plan.batch(),
        without,
        plan.batch() / without * 1e3,
        with,
        (with / without - 1) * 100);
  }

  private double millis(TrainingGraph graph) {
    long start = System.nanoTime();
    graph.step(batch, LEARNING_RATE);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void printOps(TrainingGraph graph) {
    Map<String, OpTime> times = new TreeMap<>();
    long start = System.nanoTime();
    for (int i = 0; i < TRACED; i++) {
      for (NodeExecStats node : nodes(graph)) {
        times.merge(kind(node), new OpTime(1, micros(node)), OpTime::plus);
      }
    }
    double wall = (System.nanoTime() - start) / 1e6 / TRACED;
    double sum = times.values().stream().mapToDouble(OpTime::micros).sum();
    System.out.printf(
        Locale.ROOT,
        "%nOps of a step with masks, %.1f ms of wall time while traced:%n%n"
            + "| op | calls | ms | share %% |%n|---|---|---|---|%n",
        wall);
    times.entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> -e.getValue().micros()))
        .forEach(
            e ->
                System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.1f |%n",
                    e.getKey(),
                    e.getValue().calls() / TRACED,
                    e.getValue().micros() / 1e3 / TRACED,
                    e.getValue().micros() / sum * 100));
  }

  private record OpTime(int calls, double micros) {
    OpTime plus(OpTime other) {
      return new OpTime(calls + other.calls, micros + other.micros);
    }
  }

  private List<NodeExecStats> nodes(TrainingGraph graph) {
    RunOptions trace =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    try (Result result =
        graph.step(
            batch,
            LEARNING_RATE,
            (Session.Runner r) -> r.setOptions(trace).runAndFetchMetadata())) {
      StepStats stats = result.getMetadata().orElseThrow().getStepStats();
      return stats.getDevStatsList().stream()
          .flatMap(d -> d.getNodeStatsList().stream())
          .collect(Collectors.toList());
    }
  }

  private static double micros(NodeExecStats node) {
    return (node.getOpEndRelNanos() - node.getOpStartRelNanos()) / 1e3;
  }

  /** Labels are "name = Op(inputs)". */
  private static String kind(NodeExecStats node) {
    String label = node.getTimelineLabel();
    int from = label.indexOf(" = ");
    int to = label.indexOf('(', from);
    return from < 0 || to < 0 ? label : label.substring(from + 3, to);
  }
}
