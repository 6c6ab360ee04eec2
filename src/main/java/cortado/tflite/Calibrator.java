package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteArenaRw;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;

import cortado.UserError;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Calibration;
import cortado.quantize.MinMaxObserver;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Range;
import cortado.quantize.Scheme;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** Runs a program in float32 on representative data and notes the range of each value. */
public final class Calibrator {
  private Calibrator() {}

  /**
   * Calibrates a program of one input, as {@code Rewrites.forInference} returns it.
   *
   * @param inputs float32, at least one sample, batch first
   * @throws UserError if there are no samples, they do not fit, or a value is infinite or not a
   *     number
   */
  public static Calibration calibrate(Program program, Tensor inputs) {
    return calibrate(program, List.of(inputs));
  }

  /** As {@link #calibrate(Program, Tensor)} for a program of several inputs. */
  public static Calibration calibrate(Program program, List<Tensor> inputs) {
    try {
      Path file = Files.createTempFile("cortado-calibration-", ".tflite");
      try {
        TfliteWriter.write(program, QuantizationPlan.of(new Scheme.Float32()), file);
        return observe(program, file, inputs);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw UserError.because("There is no room for a temporary file", e)
          .next("free some space in " + System.getProperty("java.io.tmpdir"));
    }
  }

  private static Calibration observe(Program program, Path file, List<Tensor> inputs) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (NativeInterpreter model =
            NativeInterpreter.open(file, threads, NativeInterpreter.Mode.OBSERVABLE);
        PointerScope scope = new PointerScope()) {
      Interpreter interpreter = model.get();
      List<TensorPort> in = new ArrayList<>();
      for (int i = 0; i < interpreter.inputs().limit(); i++) {
        in.add(new TensorPort(interpreter.input_tensor(i)));
      }
      int samples = SampleFeed.check(in, inputs);
      if (samples == 0) {
        throw UserError.because("Calibration needs at least one sample");
      }
      Map<TensorPort, MinMaxObserver> observers = observers(program, interpreter);
      SampleFeed feed = new SampleFeed(in, inputs);
      for (int sample = 0; sample < samples; sample++) {
        feed.write(sample);
        model.invoke();
        observers.forEach(Calibrator::observe);
      }
      Map<String, Range> ranges = new HashMap<>();
      observers.forEach((port, o) -> ranges.put(port.name(), o.range()));
      return new Calibration(ranges);
    }
  }

  private static void observe(TensorPort port, MinMaxObserver observer) {
    float[] values = new float[port.elements()];
    port.read(values, 0);
    observer.observe(values);
  }

  /** Of the program's values; kernels have tensors of their own, which have no such names. */
  private static Map<TensorPort, MinMaxObserver> observers(
      Program program, Interpreter interpreter) {
    List<String> values = new ArrayList<>();
    program.inputs().stream().map(Value::name).forEach(values::add);
    program.steps().stream().map(Step::output).map(Value::name).forEach(values::add);
    Map<TensorPort, MinMaxObserver> observers = new LinkedHashMap<>();
    for (int i = 0; i < interpreter.tensors_size(); i++) {
      TfLiteTensor t = interpreter.tensor(i);
      if (t.type() == kTfLiteFloat32 && t.allocation_type() == kTfLiteArenaRw && t.name() != null) {
        TensorPort port = new TensorPort(t);
        if (values.contains(port.name())) {
          observers.put(port, new MinMaxObserver(port.name()));
        }
      }
    }
    return observers;
  }
}
