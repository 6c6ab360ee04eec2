package cortado.explain;

/** Why a model is as fast, large or exact as it is. */
public enum Cause {
  /** The runtime's own kernels compute everything. */
  WITHOUT_XNNPACK,
  /** Values go back and forth between integers and real numbers. */
  CONVERSIONS,
  /** XNNPACK leaves some operators to the runtime. */
  FALLBACK,
  /** Zeros are multiplied like other numbers. */
  ZEROS,
  /** Values that weights share are stored once for each weight. */
  SHARED_VALUES,
  /** Weights of half precision are unpacked. */
  UNPACKED_WEIGHTS,
  /** The CPU has no instruction for dot products of int8. */
  NO_INT8_DOT_PRODUCTS,
  /** Activations are quantized for each inference. */
  QUANTIZED_AS_IT_RUNS,
  /** Convolutions of few channels leave lanes of the processor empty. */
  NARROW_CONVOLUTIONS,
  /** One operator takes most of the time. */
  SLOWEST_OPERATOR,
  /** Activations need more memory than weights, or the other way round. */
  MEMORY,
  /** Layers take longer than those of another variant. */
  COMPARISON,
  /** Rounding is computed on top of float32. */
  FAKE_QUANTIZATION,
  /** Numbers of few bits stand for others. */
  ROUNDING,
  /** The codes of the last function end before 1. */
  LAST_CODE,
  /** Fewer threads than the machine has. */
  THREADS
}
