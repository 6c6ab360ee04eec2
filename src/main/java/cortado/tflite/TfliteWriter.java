package cortado.tflite;

import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Quantization;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.AtomicFile;
import cortado.tensor.DType;
import cortado.tensor.StreamedContent;
import java.nio.file.Path;

/**
 * Writes programs as TensorFlow Lite files of batch 1. The same program and plan give the same
 * bytes.
 */
public final class TfliteWriter {
  private static final String WRITER = "Cortado";

  private TfliteWriter() {}

  /**
   * Writes a program as {@code Rewrites.forInference} returns it; an existing file is replaced.
   *
   * @throws UserError if a weight cannot be quantized, a layer needs the size of images that is
   *     unknown, or the file cannot be written
   */
  public static void write(Program program, QuantizationPlan plan, Path file) {
    AtomicFile.stream(file, content(program, plan, FlatModelSerializer.LARGEST_FLATBUFFER));
  }

  /**
   * Writes a program as {@link #write} does, with its kernels in TFLite's sparse encoding where
   * that is smaller, which is held on the heap. Where it never is, nothing is written.
   *
   * @return the number of kernels whose zeros were left out
   * @throws UserError as {@link #write} does
   */
  public static long writeSparse(Program program, QuantizationPlan plan, Path file) {
    FlatModel model = model(program, plan, Zeros.LEFT_OUT, WRITER);
    long encoded = model.tensors().stream().filter(t -> t.sparse().isPresent()).count();
    if (encoded > 0) {
      AtomicFile.stream(
          file, FlatModelSerializer.serialize(model, FlatModelSerializer.LARGEST_FLATBUFFER));
    }
    return encoded;
  }

  /**
   * What {@link #write} writes.
   *
   * @param story what made the program, a few words for who looks into the file
   * @throws UserError as {@link #write} does, some only when the content is written
   */
  public static StreamedContent content(Program program, QuantizationPlan plan, String story) {
    FlatModel model = model(program, plan, Zeros.KEPT, WRITER + ": " + story);
    return FlatModelSerializer.serialize(model, FlatModelSerializer.LARGEST_FLATBUFFER);
  }

  /**
   * What a file is to hold.
   *
   * @param most the size in bytes up to which constants are in the flatbuffer
   */
  static StreamedContent content(Program program, QuantizationPlan plan, long most) {
    return FlatModelSerializer.serialize(model(program, plan, Zeros.KEPT, WRITER), most);
  }

  private static FlatModel model(
      Program program, QuantizationPlan plan, Zeros zeros, String description) {
    FlatModel model = new FlatModel(description);
    DType edge = edge(plan.scheme());
    ValueTensors values = new ValueTensors(model, program, edge);
    WeightTensors constants = new WeightTensors(model, zeros);
    for (Value v : program.inputs()) {
      model.input(
          v.name(),
          edge == DType.FLOAT32
              ? values.defineReal(v)
              : values.defineInteger(v, codes(plan, v, edge)));
    }
    for (Step step : program.steps()) {
      StepTensors tensors = new StepTensors(model, values, constants, plan, step);
      new StepEmitter(tensors, program.weights()).emit();
    }
    for (Value v : program.outputs()) {
      model.output(
          v.name(),
          edge == DType.FLOAT32 ? values.real(v) : values.integer(v, codes(plan, v, edge)));
    }
    return model;
  }

  private static DType edge(Scheme scheme) {
    if (!(scheme instanceof Scheme.FullInteger integer)) {
      return DType.FLOAT32;
    }
    return switch (integer.edge()) {
      case FLOAT32 -> DType.FLOAT32;
      case INT8 -> DType.INT8;
      case UINT8 -> DType.UINT8;
      case INT16 -> DType.INT16;
    };
  }

  private static Quantization codes(QuantizationPlan plan, Value v, DType edge) {
    Quantization codes = plan.activation(v);
    return edge == DType.UINT8 && codes.dtype() == DType.INT8 ? codes.unsigned() : codes;
  }
}
