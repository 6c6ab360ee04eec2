package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteArenaRw;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteDynamic;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;

import cortado.UserError;
import cortado.ops.Program;
import cortado.quantize.Calibration;
import cortado.quantize.CalibrationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.quantize.ValueObserver;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    return calibrate(program, inputs, CalibrationMethod.MIN_MAX);
  }

  /** As {@link #calibrate(Program, List)}, with ranges found by a method. */
  public static Calibration calibrate(
      Program program, List<Tensor> inputs, CalibrationMethod method) {
    try {
      Path file = Files.createTempFile("cortado-calibration-", ".tflite");
      try {
        TfliteWriter.write(program, QuantizationPlan.of(new Scheme.Float32()), file);
        return observe(program, file, inputs, method);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw UserError.because("There is no room for a temporary file", e)
          .next("free some space in " + System.getProperty("java.io.tmpdir"));
    }
  }

  private static Calibration observe(
      Program program, Path file, List<Tensor> inputs, CalibrationMethod method) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (NativeInterpreter model =
            NativeInterpreter.open(file, threads, NativeInterpreter.Mode.OBSERVABLE);
        PointerScope scope = new PointerScope()) {
      SampleFeed feed = new SampleFeed(model, inputs);
      Map<Integer, ValueObserver> observers = observers(program, model.get(), method);
      for (int sample = 0; sample < feed.samples(); sample++) {
        feed.invoke(sample);
        observers.forEach((tensor, observer) -> observe(model.get().tensor(tensor), observer));
      }
      return Calibration.of(program, observers.values(), feed.samples());
    }
  }

  private static void observe(TfLiteTensor tensor, ValueObserver observer) {
    TensorPort port = new TensorPort(tensor);
    float[] values = new float[port.elements()];
    port.read(values, 0);
    observer.observe(values);
  }

  /** By tensor, those of the program's values; other names are of kernels and scratch memory. */
  private static Map<Integer, ValueObserver> observers(
      Program program, Interpreter interpreter, CalibrationMethod method) {
    Set<String> values = new HashSet<>();
    program.inputs().forEach(v -> values.add(v.name()));
    program.steps().forEach(s -> values.add(s.output().name()));
    Map<Integer, ValueObserver> observers = new TreeMap<>();
    for (int i = 0; i < interpreter.tensors_size(); i++) {
      TfLiteTensor t = interpreter.tensor(i);
      boolean computed =
          t.allocation_type() == kTfLiteArenaRw || t.allocation_type() == kTfLiteDynamic;
      if (t.type() == kTfLiteFloat32 && computed && t.name() != null) {
        String name = t.name().getString();
        if (values.contains(name)) {
          int rank = t.dims().size();
          int channels = rank == 0 ? 1 : t.dims().data(rank - 1);
          observers.put(i, new ValueObserver(name, method, channels));
        }
      }
    }
    return observers;
  }
}
