package cortado.quantize;

import cortado.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The integers that a layer is stored and computed in. */
public enum Integers {
  /** Kernels of int8 with a scale for each output channel, values of int8. */
  INT8("int8", DType.INT8, List.of(Scheme.Edge.FLOAT32, Scheme.Edge.INT8, Scheme.Edge.UINT8)),
  /** Kernels of uint8 with one scale, values of uint8, as older accelerators want it. */
  UINT8("uint8", DType.UINT8, List.of(Scheme.Edge.FLOAT32, Scheme.Edge.UINT8)),
  /** Kernels as those of int8, values of int16 with zero point 0. */
  INT16_INT8("int16x8", DType.INT16, List.of(Scheme.Edge.FLOAT32, Scheme.Edge.INT16));

  private final String id;
  private final DType activations;
  private final List<Scheme.Edge> edges;

  Integers(String id, DType activations, List<Scheme.Edge> edges) {
    this.id = id;
    this.activations = activations;
    this.edges = edges;
  }

  /** Those of the first scheme that has any: the layers of a file have one kind. */
  static Optional<Integers> of(Stream<Scheme> schemes) {
    return schemes
        .filter(Scheme.FullInteger.class::isInstance)
        .map(s -> ((Scheme.FullInteger) s).integers())
        .findFirst();
  }

  /** As the user names the scheme. */
  String id() {
    return id;
  }

  /** The type of what layers give to each other. */
  public DType activations() {
    return activations;
  }

  /** In which types values may enter and leave a model of these integers. */
  List<Scheme.Edge> edges() {
    return edges;
  }
}
