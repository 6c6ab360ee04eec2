package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import cortado.UserError;
import cortado.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** One model in the TFLite runtime, its tensors allocated; for one thread at a time. */
final class NativeInterpreter implements AutoCloseable {
  /** How a model is executed. */
  enum Mode {
    /** With the XNNPACK kernels. */
    FAST,
    /** With the runtime's own kernels. */
    BUILT_IN,
    /** With the runtime's own kernels, every tensor readable afterwards. */
    OBSERVABLE
  }

  private final Deque<Pointer> owned = new ArrayDeque<>();
  private final Path file;
  private final Optional<OperatorRecorder> recorder;
  private Interpreter interpreter;
  private List<Shape> fitted = List.of();

  private NativeInterpreter(Path file, Optional<OperatorRecorder> recorder) {
    this.file = file;
    this.recorder = recorder;
  }

  /**
   * @throws UserError if the file is missing, damaged or not one that the runtime can execute
   */
  static NativeInterpreter open(Path file, int threads, Mode mode) {
    return open(file, threads, mode, Optional.empty());
  }

  /** As {@link #open(Path, int, Mode)}; the recorder is told what each operator takes. */
  static NativeInterpreter open(
      Path file, int threads, Mode mode, Optional<OperatorRecorder> recorder) {
    if (threads < 1) {
      throw UserError.because("The number of threads is out of range")
          .received(threads)
          .allowed("1 or more");
    }
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such TFLite file").received(file);
    }
    TfliteLibrary.loadSilent();
    NativeInterpreter opened = new NativeInterpreter(file, recorder);
    try {
      opened.build(threads, mode);
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void build(int threads, Mode mode) {
    FlatBufferModel model =
        FlatBufferModel.VerifyAndBuildFromFile(file.toAbsolutePath().toString());
    if (model == null || model.isNull()) {
      throw rejected("is damaged or no TFLite model");
    }
    own(model);
    interpreter(model, threads, mode, mode == Mode.FAST);
    if (mode == Mode.FAST && isFree()) {
      // XNNPACK would join images of unequal sizes without a word; the runtime's kernels check.
      interpreter(model, threads, mode, false);
    }
    if (!isFree()) {
      fit(takes());
    }
  }

  private void interpreter(FlatBufferModel model, int threads, Mode mode, boolean delegated) {
    OpResolver resolver =
        own(delegated ? new BuiltinOpResolver() : new BuiltinOpResolverWithoutDefaultDelegates());
    InterpreterOptions options = own(new InterpreterOptions());
    options.SetPreserveAllTensors(mode == Mode.OBSERVABLE);
    InterpreterBuilder builder = own(new InterpreterBuilder(model, resolver, options));
    builder.SetNumThreads(threads);
    recorder.ifPresent(r -> builder.SetTelemetryProfiler(own(r.profiler())));
    interpreter = own(new Interpreter((Pointer) null));
    if (builder.apply(interpreter) != kTfLiteOk || interpreter.isNull()) {
      throw rejected("has operators that the runtime does not know");
    }
  }

  /** Whether each call may choose the size of its images. */
  private boolean isFree() {
    return !takes().stream().allMatch(Shape::isKnown);
  }

  /** The shapes of the inputs, unknown where each call may choose, though not in the batch. */
  List<Shape> takes() {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < interpreter.inputs().limit(); i++) {
      TfLiteTensor t = interpreter.input_tensor(i);
      Shape now = TensorPort.shape(t.dims());
      TfLiteIntArray signature = t.dims_signature();
      boolean signed = now.rank() > 0 && signature != null && signature.size() == now.rank();
      shapes.add(signed ? TensorPort.shape(signature).withDim(0, now.dim(0)) : now);
    }
    return shapes;
  }

  String inputName(int i) {
    BytePointer name = interpreter.input_tensor(i).name();
    return name == null ? "" : name.getString();
  }

  /**
   * Allocates the tensors for inputs of these shapes, unless they are.
   *
   * @throws UserError if the runtime cannot
   */
  void fit(List<Shape> shapes) {
    if (shapes.equals(fitted)) {
      return;
    }
    fitted = List.of();
    for (int i = 0; i < shapes.size(); i++) {
      if (!TensorPort.shape(interpreter.input_tensor(i).dims()).equals(shapes.get(i))) {
        interpreter.ResizeInputTensor(interpreter.inputs().get(i), shapes.get(i).dims());
      }
    }
    if (interpreter.AllocateTensors() != kTfLiteOk) {
      throw isFree()
          ? cannotTake(shapes)
          : rejected("asks for tensors that the runtime cannot allocate");
    }
    fitted = List.copyOf(shapes);
  }

  private UserError rejected(String why) {
    return UserError.because("The TFLite file " + why)
        .received(file)
        .next("write it again with %export, or take another file");
  }

  private static UserError cannotTake(List<Shape> shapes) {
    return UserError.because("The model cannot take images of this size")
        .received(shapes)
        .next("give it a size that its layers divide and join, such as a multiple of 32");
  }

  private <P extends Pointer> P own(P pointer) {
    owned.push(pointer);
    TfliteLibrary.opened();
    return pointer;
  }

  Interpreter get() {
    return interpreter;
  }

  /**
   * The inputs in order. Where shapes are computed at run time, a run moves tensors to other
   * memory, so a port serves until the next run only.
   */
  List<TensorPort> inputs() {
    List<TensorPort> ports = new ArrayList<>();
    for (int i = 0; i < interpreter.inputs().limit(); i++) {
      ports.add(new TensorPort(interpreter.input_tensor(i)));
    }
    return ports;
  }

  /** The outputs in order, to be read before the next run. */
  List<TensorPort> outputs() {
    List<TensorPort> ports = new ArrayList<>();
    for (int i = 0; i < interpreter.outputs().limit(); i++) {
      ports.add(new TensorPort(interpreter.output_tensor(i)));
    }
    return ports;
  }

  /** Computes the outputs from what is in the input tensors. */
  void invoke() {
    if (interpreter.Invoke() != kTfLiteOk) {
      if (isFree()) {
        throw cannotTake(fitted);
      }
      throw new IllegalStateException("the TFLite runtime failed in " + file);
    }
  }

  /** Closes the interpreter first and the model, whose bytes it reads, last. */
  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().close();
      TfliteLibrary.closed();
    }
  }
}
