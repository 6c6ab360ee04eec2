package cortado.tensorflow;

import cortado.bench.ShortRun;
import cortado.bench.Subject;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.ops.Program;
import cortado.train.Loss;
import cortado.train.TrainingPlan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Training of the U-Net without the making of its graph, in samples per second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TrainingSteps extends ShortRun {
  private static final int BATCH = 8;
  private static final double LEARNING_RATE = 1e-3;

  private Samples batch;
  private TrainingGraph graph;

  @Setup
  public void open() {
    TensorFlowLibrary.load();
    Model model = Subject.model();
    batch = Subject.samples(BATCH);
    TrainingPlan plan = new TrainingPlan(1, BATCH, LEARNING_RATE, Loss.FocalTversky.DEFAULT, 7);
    Program program = TrainingProgram.of(model, batch, plan.loss());
    graph = TrainingGraph.open(program, plan, false, Threads.best());
  }

  @TearDown
  public void close() {
    graph.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public float batchOf8() {
    return graph.step(batch, LEARNING_RATE);
  }
}
