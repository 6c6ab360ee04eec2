package cortado.quantize;

import cortado.Choice;
import cortado.UserError;
import java.util.List;

/** How the numbers of a layer are stored and computed. */
public sealed interface Scheme {
  /** Every scheme by the name that {@link #of} takes. */
  List<Scheme> ALL =
      List.of(
          new Float32(),
          new Float16(),
          new DynamicRange(),
          new DynamicRange(4),
          new FullInteger(Edge.FLOAT32),
          new FullInteger(Edge.FLOAT32, Integers.UINT8),
          new FullInteger(Edge.FLOAT32, Integers.INT16_INT8));

  /** As the user names it. */
  String id();

  /**
   * The scheme of this name: {@code float32}, {@code float16}, {@code dynamic}, {@code int4},
   * {@code int8}, {@code uint8} or {@code int16x8}.
   *
   * @throws UserError for any other name
   */
  static Scheme of(String id) {
    return Choice.named(
        id, ALL, Scheme::id, "There is no such quantization scheme", "%quantize int8");
  }

  /** The type in which values enter and leave an integer model. */
  enum Edge {
    FLOAT32("float"),
    INT8("int8"),
    UINT8("uint8"),
    INT16("int16");

    private final String id;

    Edge(String id) {
      this.id = id;
    }

    /** As the user names it. */
    public String id() {
      return id;
    }

    /**
     * The type of this name: {@code float}, {@code int8}, {@code uint8} or {@code int16}.
     *
     * @throws UserError for any other name
     */
    public static Edge named(String id) {
      return Choice.named(
          id,
          List.of(values()),
          Edge::id,
          "There is no such type of inputs and outputs",
          "%quantize int8 --io int8");
    }
  }

  /** As trained. */
  record Float32() implements Scheme {
    @Override
    public String id() {
      return "float32";
    }
  }

  /** Weights stored as IEEE 754 half precision; computed in float32. */
  record Float16() implements Scheme {
    @Override
    public String id() {
      return "float16";
    }
  }

  /**
   * Kernels as int8 with a scale for each output channel; the runtime quantizes the activations of
   * each inference by their own range. Needs no calibration.
   *
   * @param bits of a weight in the kernels of convolutions, 8 or 4; others have 8
   */
  record DynamicRange(int bits) implements Scheme {
    public DynamicRange() {
      this(8);
    }

    @Override
    public String id() {
      return bits == 4 ? "int4" : "dynamic";
    }
  }

  /**
   * Kernels and activations as integers: in int8 with a symmetric scale for each output channel of
   * a kernel, one asymmetric scale for an activation, and biases as int32 (Jacob et al., 2018).
   * Needs a {@link Calibration}.
   */
  record FullInteger(Edge edge, Integers integers) implements Scheme {
    public FullInteger(Edge edge) {
      this(edge, Integers.INT8);
    }

    @Override
    public String id() {
      return integers.id();
    }
  }
}
