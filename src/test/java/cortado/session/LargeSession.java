package cortado.session;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.TflitePredictor;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that takes a model through a session and tells how far the runtime's output is from
 * what the weights ask for.
 */
final class LargeSession {
  private LargeSession() {}

  /** Arguments: a folder, the number of dense layers, their units. */
  public static void main(String[] args) throws IOException {
    Path dir = Path.of(args[0]);
    int units = Integer.parseInt(args[2]);
    Model model = model(Integer.parseInt(args[1]), units);
    Path h5 = dir.resolve("large.h5");
    KerasWriter.write(model, h5);
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      Variant large = session.load(h5, Optional.empty());
      Files.delete(h5);
      PruneRequest half = PruneRequest.of(0.5).withEpochs(0).as("half");
      Variant pruned = session.prune(half, SessionListener.SILENT).get(0);
      System.out.printf(
          "%d of %d weights, %.3f sparse%n",
          pruned.nonzero(), large.parameters(), pruned.sparsity());
      session.quantize(QuantizeRequest.of("float16"), SessionListener.SILENT);
      Path safetensors = session.export(pruned, dir.resolve("half.safetensors"));
      Files.delete(safetensors);
      Path tflite = session.export(pruned, dir.resolve("half.tflite"));
      System.out.println(Files.size(tflite) + " bytes");
      System.out.println("off by " + difference(pruned.model(), tflite, units));
    } catch (UserError e) {
      System.out.println(e.getMessage());
    }
  }

  private static Model model(int layers, int units) {
    List<Node> nodes = new ArrayList<>();
    Layer input = new Layer.InputLayer("input", Shape.of(Shape.UNKNOWN, units));
    nodes.add(new Node(input, 0, List.of()));
    for (int i = 1; i <= layers; i++) {
      Ref before = Ref.of(nodes.get(i - 1).layer().name());
      Layer dense = new Layer.Dense("dense_" + i, units, Activation.RELU, true);
      nodes.add(new Node(dense, 0, List.of(before)));
    }
    Ref output = Ref.of("dense_" + layers);
    Graph graph = new Graph("large", nodes, List.of(Ref.of("input")), List.of(output));
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    float range = (float) Math.sqrt(6.0 / units);
    Lowering.specs(graph)
        .forEach((id, spec) -> weights.put(id, random(id.hashCode(), spec.shape(), range)));
    return new Model(graph, Weights.of(weights));
  }

  private static Tensor random(long seed, Shape shape, float range) {
    return Tensor.computed(
        DType.FLOAT32,
        shape,
        (from, into) -> {
          for (int i = from; into.hasRemaining(); i++) {
            long z = (seed + i) * 0x9e3779b97f4a7c15L;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            into.putFloat((int) (z >>> 32) * 0x1p-31f * range);
          }
        });
  }

  /** The largest difference, relative to the largest output. */
  private static double difference(Model model, Path tflite, int units) {
    float[] x = new float[units];
    java.util.Arrays.fill(x, 1);
    float[] actual;
    try (var predictor = TflitePredictor.open(tflite, 2)) {
      actual = predictor.predict(Tensor.of(Shape.of(1, units), x)).floats();
    }
    for (int layer = 1; layer < model.graph().nodes().size(); layer++) {
      x = dense(model.weights(), "dense_" + layer, x);
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < units; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
      difference = Math.max(difference, Math.abs(x[i] - actual[i]));
    }
    return difference / largest;
  }

  private static float[] dense(Weights weights, String layer, float[] x) {
    float[] bias = weights.get(new WeightId(layer, "bias")).floats();
    double[] sums = new double[bias.length];
    Tensor kernel = weights.get(new WeightId(layer, "kernel"));
    kernel.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            sums[(from + i) % sums.length] += (double) x[(from + i) / sums.length] * values.get(i);
          }
        });
    float[] y = new float[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.max(0, sums[i] + bias[i]);
    }
    return y;
  }
}
