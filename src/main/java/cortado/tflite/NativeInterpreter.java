package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import cortado.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.OpResolver;

/** One model in the TFLite runtime, its tensors allocated; for one thread at a time. */
final class NativeInterpreter implements AutoCloseable {
  /** How a model is executed. */
  enum Mode {
    /** With the XNNPACK kernels. */
    FAST,
    /** With the runtime's own kernels, every tensor readable afterwards. */
    OBSERVABLE
  }

  private final Deque<Pointer> owned = new ArrayDeque<>();
  private final Path file;
  private Interpreter interpreter;

  private NativeInterpreter(Path file) {
    this.file = file;
  }

  /**
   * @throws UserError if the file is missing, damaged or not one that the runtime can execute
   */
  static NativeInterpreter open(Path file, int threads, Mode mode) {
    if (threads < 1) {
      throw UserError.because("The number of threads is out of range")
          .received(threads)
          .allowed("1 or more");
    }
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such TFLite file").received(file);
    }
    TfliteLibrary.loadSilent();
    NativeInterpreter opened = new NativeInterpreter(file);
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
    OpResolver resolver =
        own(
            mode == Mode.FAST
                ? new BuiltinOpResolver()
                : new BuiltinOpResolverWithoutDefaultDelegates());
    InterpreterOptions options = own(new InterpreterOptions());
    options.SetPreserveAllTensors(mode == Mode.OBSERVABLE);
    InterpreterBuilder builder = own(new InterpreterBuilder(model, resolver, options));
    builder.SetNumThreads(threads);
    interpreter = own(new Interpreter((Pointer) null));
    if (builder.apply(interpreter) != kTfLiteOk || interpreter.isNull()) {
      throw rejected("has operators that the runtime does not know");
    }
    if (interpreter.AllocateTensors() != kTfLiteOk) {
      throw rejected("asks for tensors that the runtime cannot allocate");
    }
  }

  private UserError rejected(String why) {
    return UserError.because("The TFLite file " + why)
        .received(file)
        .next("write it again with %export, or take another file");
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
