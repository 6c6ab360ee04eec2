package cortado.tflite;

import cortado.quantize.Quantization;
import cortado.quantize.QuantizedWeights;
import cortado.quantize.Scheme;
import cortado.quantize.WeightQuantizer;
import cortado.quantize.WholeKernel;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kernels and biases as constants in the form that a step's scheme asks for. */
final class WeightTensors {
  /**
   * Smaller kernels stay float32 in the dynamic-range scheme: they save little and cost the time of
   * quantizing their inputs. TensorFlow's converter has the same bound.
   */
  private static final int LEAST_DYNAMIC_ELEMENTS = 1024;

  /** What a kernel multiplies. */
  enum Arithmetic {
    REAL,
    /** An int8 kernel with float32 activations that the runtime quantizes. */
    HYBRID,
    /** As {@link #HYBRID}, with a kernel of int4, which the runtime unpacks in each inference. */
    NIBBLES,
    INTEGER
  }

  /** The tensors of a step's kernel and bias. */
  record Constants(int kernel, int bias, Arithmetic arithmetic) {}

  /**
   * A kernel and its bias before they take a form.
   *
   * @param kernel float32 in TFLite's order
   * @param channelAxis the axis of the output channels, the first or the last: the last is of a
   *     depthwise convolution
   * @param distinct how many scales its integers have; channel c has that of {@code c % distinct}
   * @param nibbles whether the operator takes int4
   */
  record Source(
      String name,
      Tensor kernel,
      int channelAxis,
      String biasName,
      float[] bias,
      int distinct,
      boolean nibbles) {
    Source(
        String name, Tensor kernel, int channelAxis, String biasName, float[] bias, int distinct) {
      this(name, kernel, channelAxis, biasName, bias, distinct, false);
    }

    boolean depthwise() {
      return channelAxis != 0;
    }

    /** The kernel with its output channel first. */
    Tensor channelFirst() {
      return depthwise() ? KernelOrder.outputFirst(kernel, channelAxis) : kernel;
    }
  }

  private final FlatModel model;
  private final Zeros zeros;
  private final Map<Integer, Integer> widened = new HashMap<>();
  private final Map<Integer, Integer> densified = new HashMap<>();

  WeightTensors(FlatModel model, Zeros zeros) {
    this.model = model;
    this.zeros = zeros;
  }

  /** Weights for real arithmetic, or hybrid where the kernel is large. */
  Constants real(Scheme scheme, Source s) {
    Tensor bias = Tensor.of(Shape.of(s.bias().length), s.bias());
    if (scheme instanceof Scheme.DynamicRange) {
      WeightQuantizer.requireFinite(s.biasName(), s.bias());
    }
    if (scheme instanceof Scheme.Float16) {
      return new Constants(half(s.name(), s.kernel()), half(s.biasName(), bias), Arithmetic.REAL);
    }
    int biasTensor = model.constant(s.biasName(), bias, Optional.empty());
    // XNNPACK has no hybrid depthwise convolution, and the kernels are small.
    if (scheme instanceof Scheme.DynamicRange dynamic
        && !s.depthwise()
        && s.kernel().shape().elements() >= LEAST_DYNAMIC_ELEMENTS) {
      if (dynamic.bits() == 4 && s.nibbles()) {
        return new Constants(nibbles(s), biasTensor, Arithmetic.NIBBLES);
      }
      QuantizedWeights q = WeightQuantizer.quantize(s.name(), s.channelFirst(), s.bias().length);
      // The runtime does not put back the zeros of a kernel that it quantizes inputs for.
      int codes = model.constant(s.name(), inOrder(s, q), codesOf(s, q));
      return new Constants(codes, biasTensor, Arithmetic.HYBRID);
    }
    if (scheme instanceof Scheme.DynamicRange) {
      WeightQuantizer.requireFinite(s.name(), s.kernel().floats());
    }
    int kernel = stored(s.name(), s.kernel(), Optional.empty());
    return new Constants(kernel, biasTensor, Arithmetic.REAL);
  }

  private int nibbles(Source s) {
    QuantizedWeights q =
        WeightQuantizer.quantizeToNibbles(s.name(), s.kernel(), s.bias().length, s.distinct());
    Tensor packed = Nibbles.pack(q.codes());
    return model.nibbles(s.name(), packed, s.kernel().shape(), codesOf(s, q));
  }

  /** A constant for real arithmetic. */
  int real(Scheme scheme, String name, Tensor values) {
    return scheme instanceof Scheme.Float16
        ? half(name, values)
        : stored(name, values, Optional.empty());
  }

  /** A constant as int8 or uint8 with one scale. */
  int integer(String name, Tensor values, DType dtype) {
    if (dtype == DType.UINT8) {
      WholeKernel whole = WholeKernel.of(name, values, new float[1], 1);
      return model.constant(name, whole.codes(), Optional.of(whole.quantization()));
    }
    QuantizedWeights q = WeightQuantizer.quantize(name, values, 1);
    Tensor codes = q.codes().reshape(values.shape());
    return model.constant(name, codes, Optional.of(Quantization.perTensor(q.scales()[0], 0)));
  }

  /** Weights for an integer step; the bias has the scale of input times kernel. */
  Constants integer(Source s, Quantization input, Quantization output) {
    return input.dtype() == DType.UINT8 ? unsigned(s, input, output) : signed(s, input, output);
  }

  /** One scale for all channels of the kernel, and so of the bias. */
  private Constants unsigned(Source s, Quantization input, Quantization output) {
    WholeKernel whole = WholeKernel.of(s.name(), s.kernel(), s.bias(), input.scale());
    float[] scales = new float[s.bias().length];
    Arrays.fill(scales, whole.quantization().scale());
    float scale =
        WeightQuantizer.biasScales(
            s.name(), whole.quantization().scales(), input.scale(), output.scale())[0];
    int[] biases = WeightQuantizer.quantizeBiases(s.bias(), scales, input.scale());
    int bias =
        model.constant(s.biasName(), ints(biases), Optional.of(Quantization.perTensor(scale, 0)));
    int codes = stored(s.name(), whole.codes(), Optional.of(whole.quantization()));
    return new Constants(codes, bias, Arithmetic.INTEGER);
  }

  private Constants signed(Source s, Quantization input, Quantization output) {
    QuantizedWeights q =
        WeightQuantizer.quantize(s.name(), s.channelFirst(), s.bias(), input, s.distinct());
    float[] biasScales =
        WeightQuantizer.biasScales(s.name(), q.scales(), input.scale(), output.scale());
    Tensor biases =
        input.dtype() == DType.INT16
            ? longs(WeightQuantizer.quantizeWideBiases(s.bias(), q.scales(), input.scale()))
            : ints(WeightQuantizer.quantizeBiases(s.bias(), q.scales(), input.scale()));
    int bias =
        model.constant(s.biasName(), biases, Optional.of(Quantization.perAxis(biasScales, 0)));
    int codes = stored(s.name(), inOrder(s, q), codesOf(s, q));
    return new Constants(codes, bias, Arithmetic.INTEGER);
  }

  private static Tensor inOrder(Source s, QuantizedWeights q) {
    Tensor codes = s.depthwise() ? channelLast(q.codes(), s.bias().length) : q.codes();
    return codes.reshape(s.kernel().shape());
  }

  private static Optional<Quantization> codesOf(Source s, QuantizedWeights q) {
    return Optional.of(Quantization.perAxis(q.scales(), s.channelAxis()));
  }

  private static Tensor channelLast(Tensor codes, int channels) {
    int each = codes.elements() / channels;
    ByteBuffer first = codes.bytes();
    byte[] turned = new byte[codes.elements()];
    for (int i = 0; i < turned.length; i++) {
      turned[i % each * channels + i / each] = first.get(i);
    }
    return Tensor.view(DType.INT8, codes.shape(), ByteBuffer.wrap(turned));
  }

  private int half(String name, Tensor t) {
    int stored = stored(name + "/float16", HalfFloats.of(name, t), Optional.empty());
    return widened.computeIfAbsent(
        stored,
        k -> {
          int wide = model.variable(name, DType.FLOAT32, t.shape(), Optional.empty());
          model.operator(Builtin.DEQUANTIZE, 3, Options.NONE, List.of(stored), wide);
          return wide;
        });
  }

  /** A constant, without its zeros where that is asked for and smaller; then they are put back. */
  private int stored(String name, Tensor values, Optional<Quantization> quantization) {
    Optional<SparseKernel> sparse =
        zeros == Zeros.LEFT_OUT ? SparseKernel.ifSmaller(values) : Optional.empty();
    if (sparse.isEmpty()) {
      return model.constant(name, values, quantization);
    }
    int without = model.sparse(name + "/sparse", sparse.get(), quantization);
    return densified.computeIfAbsent(
        without,
        k -> {
          int dense = model.variable(name, values.dtype(), values.shape(), quantization);
          model.operator(Builtin.DENSIFY, 1, Options.EMPTY, List.of(without), dense);
          return dense;
        });
  }

  private static Tensor longs(long... values) {
    ByteBuffer b = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.asLongBuffer().put(values);
    return Tensor.view(DType.INT64, Shape.of(values.length), b);
  }

  static Tensor ints(int... values) {
    ByteBuffer b =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(values);
    return Tensor.view(DType.INT32, Shape.of(values.length), b);
  }
}
