package cortado.bench;

import cortado.ops.Program;
import cortado.quantize.Scheme;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One image through the U-Net on one thread. */
public class TfliteInference extends ShortRun {
  @Param({"float32", "int8"})
  String scheme;

  private Path file;
  private Predictor predictor;
  private Tensor image;

  @Setup
  public void open() throws IOException {
    Program program = Subject.program();
    file = Files.createTempFile("cortado-bench-", ".tflite");
    TfliteWriter.write(program, Subject.plan(Scheme.of(scheme), program), file);
    predictor = TflitePredictor.open(file, 1);
    image = Subject.samples(1).inputs().only();
  }

  @TearDown
  public void close() throws IOException {
    predictor.close();
    Files.delete(file);
  }

  @Benchmark
  public Tensor predict() {
    return predictor.predict(image);
  }
}
