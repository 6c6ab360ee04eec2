package cortado.bench;

import cortado.ops.Program;
import cortado.quantize.Calibration;
import cortado.tensor.Tensor;
import cortado.tflite.Calibrator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The ranges of all values for one image, the making of the observable model included. */
public class Calibrating extends ShortRun {
  private Program program;
  private Tensor image;

  @Setup
  public void prepare() {
    program = Subject.program();
    image = Subject.samples(1).inputs().only();
  }

  @Benchmark
  public Calibration oneSample() {
    return Calibrator.calibrate(program, image);
  }
}
