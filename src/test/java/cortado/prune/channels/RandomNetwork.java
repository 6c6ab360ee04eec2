package cortado.prune.channels;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.OperatorLayer.MatrixProduct;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer.Flatten;
import cortado.graph.ShapeLayer.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small networks of random parts, which are joined by skip connections, gates and sums. */
final class RandomNetwork {
  private static final int SIZE = 4;

  private final Random random;
  private final NetworkDraft draft;
  private final RandomLayers layers;
  private final List<Ref> pool = new ArrayList<>();

  private RandomNetwork(Random random, NetworkDraft draft, List<Activation> activations) {
    this.random = random;
    this.draft = draft;
    layers = new RandomLayers(random, draft, activations);
    pool.add(draft.input());
  }

  /**
   * A graph of about a dozen layers.
   *
   * @param activations what its layers may have
   */
  static Graph of(long seed, List<Activation> activations) {
    Random random = new Random(seed);
    NetworkDraft draft = new NetworkDraft("net", SIZE, SIZE, 2);
    RandomNetwork n = new RandomNetwork(random, draft, activations);
    n.grow(8 + random.nextInt(8), true);
    return draft.graph(n.ends());
  }

  /** Adds parts; what does not fit is tried again otherwise. */
  private void grow(int parts, boolean models) {
    for (int added = 0; added < parts; ) {
      int before = pool.size();
      try {
        part(random.nextInt(models ? 18 : 16));
      } catch (UserError e) {
        continue;
      }
      added += pool.size() > before ? 1 : 0;
    }
  }

  private void part(int kind) {
    Ref x = any();
    switch (kind) {
      case 0, 1, 2 -> pool.add(layers.convolution(x));
      case 3 -> pool.add(layers.depthwise(x));
      case 4, 5 -> pool.add(layers.normalization(x));
      case 6 -> pool.add(layers.elementwise(x));
      case 7, 8 -> pool.add(sum(x));
      case 9, 10 -> pool.add(concat(x));
      case 11 -> pool.add(gate(x));
      case 12 -> pool.add(layers.spatial(x));
      case 13 -> pool.add(layers.moving(x));
      case 14 -> shared(x);
      case 15 -> pool.add(attention(x));
      case 16 -> nested(x);
      default -> pool.add(decoder(x));
    }
  }

  /** Newer values more often. */
  private Ref any() {
    int from = random.nextBoolean() ? Math.max(0, pool.size() - 3) : 0;
    return pool.get(from + random.nextInt(pool.size() - from));
  }

  /** Both of one shape, by a convolution if need be, or one that is repeated for all channels. */
  private Ref sum(Ref x) {
    Merging[] kinds = {
      Merging.ADD, Merging.ADD, Merging.MULTIPLY, Merging.MAXIMUM, Merging.AVERAGE, Merging.SUBTRACT
    };
    Ref y = any();
    boolean same = draft.channels(x) == draft.channels(y);
    // A channel to which one is added that stays is not zero any more.
    boolean repeats = !layers.keepZero() && random.nextInt(4) == 0;
    if (!same && !repeats) {
      y = draft.add(layers.conv(draft.channels(x), 1, Activation.LINEAR), y);
    } else if (!same) {
      y = draft.add(layers.conv(1, 1, Activation.LINEAR), y);
    }
    return draft.add(new Merge(draft.name("merge"), kinds[random.nextInt(kinds.length)]), x, y);
  }

  private Ref concat(Ref x) {
    int axis = random.nextInt(4) == 0 ? 1 : -1;
    Layer join = new Layer.Concatenate(draft.name("concat"), axis);
    return random.nextInt(4) == 0 ? draft.add(join, x, any(), any()) : draft.add(join, x, any());
  }

  /** Squeeze and excitation (Hu et al., 2018), or a mask for all channels. */
  private Ref gate(Ref x) {
    if (random.nextInt(3) == 0) {
      Ref mask = draft.add(layers.conv(1, 1, Activation.SIGMOID), any());
      return draft.add(new Merge(draft.name("mask"), Merging.MULTIPLY), x, mask);
    }
    Ref pooled = draft.add(layers.globalPooling(random.nextBoolean()), x);
    int c = draft.channels(x);
    if (draft.shape(pooled).rank() == 2 && random.nextBoolean()) {
      pooled = draft.add(new Reshape(draft.name("reshape"), List.of(1, 1, c)), pooled);
    }
    Ref less = draft.add(layers.dense(2, Activation.RELU), pooled);
    Ref gate = draft.add(layers.dense(c, Activation.SIGMOID), less);
    return draft.add(new Merge(draft.name("gate"), Merging.MULTIPLY), x, gate);
  }

  /** Each pixel a mixture of all, by how alike they are (Wang et al., 2018). */
  private Ref attention(Ref x) {
    int height = draft.shape(x).dim(1);
    int width = draft.shape(x).dim(2);
    int c = draft.channels(x);
    Ref query = pixels(draft.add(layers.conv(3, 1, Activation.LINEAR), x), 3);
    Ref key = pixels(draft.add(layers.conv(3, 1, Activation.LINEAR), x), 3);
    Ref scores = draft.add(new MatrixProduct(draft.name("scores"), false, true), query, key);
    Ref shares = draft.add(new Softmax(draft.name("shares"), -1), scores);
    Ref mixed =
        draft.add(new MatrixProduct(draft.name("mixed"), false, false), shares, pixels(x, c));
    return draft.add(new Reshape(draft.name("image"), List.of(height, width, c)), mixed);
  }

  private Ref pixels(Ref x, int channels) {
    return draft.add(new Reshape(draft.name("pixels"), List.of(-1, channels)), x);
  }

  /** One layer called on two values. */
  private void shared(Ref x) {
    Layer layer = random.nextBoolean() ? layers.conv(3, 3) : layers.batchNorm();
    Ref first = draft.add(layer, x);
    pool.add(first);
    Ref second = any();
    pool.add(draft.add(layer, draft.channels(second) == draft.channels(x) ? second : first));
  }

  /** A model as a layer, perhaps called twice. */
  private void nested(Ref x) {
    String name = draft.name("inner");
    int[] in = {draft.shape(x).dim(1), draft.shape(x).dim(2), draft.channels(x)};
    NetworkDraft inner = new NetworkDraft(name, in);
    RandomNetwork n = new RandomNetwork(random, inner, layers.activations());
    n.grow(3, false);
    List<Ref> outputs = new ArrayList<>(List.of(n.pool.get(n.pool.size() - 1)));
    if (random.nextBoolean()) {
      outputs.add(n.any());
    }
    Layer.Nested layer = new Layer.Nested(name, inner.graph(outputs));
    Ref out = draft.add(layer, x);
    pool.add(out);
    if (outputs.size() > 1) {
      pool.add(new Ref(out.layer(), out.call(), 1));
    }
    if (random.nextBoolean()) {
      Ref y = draft.add(layers.conv(draft.channels(x), 1, Activation.RELU), x);
      pool.add(draft.add(layer, y));
    }
  }

  /** A vector that becomes an image again. */
  private Ref decoder(Ref x) {
    Ref flat = draft.add(new Flatten(draft.name("flat")), x);
    Ref code = draft.add(layers.dense(3), flat);
    Ref wide = draft.add(layers.dense(SIZE * SIZE * 2), code);
    return draft.add(new Reshape(draft.name("image"), List.of(SIZE, SIZE, 2)), wide);
  }

  /** One output of pixels or of classes, sometimes both. */
  private List<Ref> ends() {
    List<Ref> outputs = new ArrayList<>();
    Ref last = pool.get(pool.size() - 1);
    int kind = random.nextInt(4);
    if (kind != 0) {
      outputs.add(draft.add(layers.conv(2, 1, Activation.SIGMOID), last));
    }
    if (kind < 2) {
      Ref flat = draft.add(new Flatten(draft.name("flat")), any());
      Ref hidden = draft.add(layers.dense(5), flat);
      outputs.add(draft.add(layers.dense(3, Activation.SOFTMAX), hidden));
    }
    return outputs;
  }
}
