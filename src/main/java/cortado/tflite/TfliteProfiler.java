package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteBuiltinDelegate;

import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.Subgraph;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteNode;
import org.bytedeco.tensorflowlite.TfLiteRegistration;

/** Times each operator of a TFLite file by the runtime's telemetry. */
public final class TfliteProfiler {
  private TfliteProfiler() {}

  /**
   * Runs a file. The telemetry itself takes 1 to 2 microseconds for each operator.
   *
   * @param threads that one inference may use, at least 1
   * @param inputs float32, batch first
   * @param warmups inferences before the timed ones
   * @param runs timed inferences, at least 1
   * @throws cortado.UserError if the file is missing, damaged or not one that the runtime can
   *     execute, or the inputs do not fit
   */
  public static OperatorProfile profile(
      Path file, int threads, Kernels kernels, List<Tensor> inputs, int warmups, int runs) {
    OperatorRecorder recorder = new OperatorRecorder();
    try (NativeInterpreter model =
            NativeInterpreter.open(file, threads, kernels.mode(), Optional.of(recorder));
        PointerScope scope = new PointerScope()) {
      SampleFeed feed = new SampleFeed(model, inputs);
      for (int i = 0; i < Math.max(1, warmups); i++) {
        feed.invoke(0);
      }
      recorder.take();
      List<List<OperatorRecorder.Event>> all = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        feed.invoke(0);
        all.add(recorder.take());
      }
      return new OperatorProfile(arenaBytes(model.get()), ProfileParts.of(plan(model.get()), all));
    }
  }

  private static long arenaBytes(Interpreter interpreter) {
    Subgraph.SubgraphAllocInfo info = new Subgraph.SubgraphAllocInfo();
    interpreter.primary_subgraph().GetMemoryAllocInfo(info);
    return info.arena_size() + info.arena_persist_size();
  }

  /** The plan, each operator of the runtime's own as a part, and each delegated group as one. */
  private static List<OperatorProfile.Part> plan(Interpreter interpreter) {
    List<OperatorProfile.Part> parts = new ArrayList<>();
    IntPointer plan = interpreter.execution_plan();
    for (long i = 0; i < plan.limit(); i++) {
      parts.add(part(interpreter, plan.get(i)));
    }
    return parts;
  }

  private static OperatorProfile.Part part(Interpreter interpreter, int index) {
    var pair = interpreter.node_and_registration(index);
    TfLiteRegistration registration = new TfLiteRegistration(pair.second());
    if (registration.builtin_code() != kTfLiteBuiltinDelegate) {
      return new OperatorProfile.Part("", List.of(index), List.of());
    }
    TfLiteNode node = new TfLiteNode(pair.first());
    TfLiteIntArray replaced = new TfLiteDelegateParams(node.builtin_data()).nodes_to_replace();
    List<Integer> operators = new ArrayList<>();
    for (int i = 0; i < replaced.size(); i++) {
      operators.add(replaced.data(i));
    }
    return new OperatorProfile.Part(registration.custom_name().getString(), operators, List.of());
  }
}
