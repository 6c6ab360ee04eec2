package cortado.bench;

import cortado.ops.Program;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A TFLite file, quantized and written through to the disk. */
public class TfliteFiles extends ShortRun {
  @Param({"float32", "int8"})
  String scheme;

  private Program program;
  private QuantizationPlan plan;
  private Path file;

  @Setup
  public void makePlan() throws IOException {
    program = Subject.program();
    plan = Subject.plan(Scheme.of(scheme), program);
    file = Files.createTempFile("cortado-bench-", ".tflite");
  }

  @TearDown
  public void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public void write() {
    TfliteWriter.write(program, plan, file);
  }
}
