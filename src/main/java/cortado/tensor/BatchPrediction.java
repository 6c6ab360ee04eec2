package cortado.tensor;

import cortado.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes many samples in batches; the last batch may be smaller.
 *
 * @param batch samples per batch, at least 1
 */
public record BatchPrediction(Predictor predictor, int batch) {
  /** Where outputs go. */
  @FunctionalInterface
  public interface Room {
    /** Little-endian bytes for all samples of an output, from position 0 to its limit. */
    ByteBuffer forOutput(int number, DType dtype, Shape shape);
  }

  /** The first output of a model of one input, for each sample. */
  public Tensor of(Tensor samples) {
    return of(List.of(samples)).get(0);
  }

  /**
   * All outputs for each sample.
   *
   * @param inputs float32, one for each input of the model, at least one sample, samples first
   */
  public List<Tensor> of(List<Tensor> inputs) {
    return of(inputs, BatchPrediction::onHeap);
  }

  /**
   * As {@link #of(List)}, with room that the caller finds.
   *
   * @throws UserError if an output is not made of one part for each sample
   */
  public List<Tensor> of(List<Tensor> inputs, Room room) {
    int count = inputs.get(0).shape().dim(0);
    List<ByteBuffer> all = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    for (int from = 0; from < count; from += batch) {
      int to = Math.min(from + batch, count);
      int begin = from;
      List<Tensor> part = predictor.predict(inputs.stream().map(t -> slice(t, begin, to)).toList());
      for (int i = 0; i < part.size(); i++) {
        Tensor t = part.get(i);
        requireSamples(t, to - from);
        if (from == 0) {
          Shape shape = t.shape().withDim(0, count);
          all.add(room.forOutput(i, t.dtype(), shape));
          outputs.add(Tensor.view(t.dtype(), shape, all.get(i)));
        }
        all.get(i).put(t.bytes());
      }
    }
    return outputs;
  }

  private static ByteBuffer onHeap(int number, DType dtype, Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), (long) dtype.bytes()));
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireSamples(Tensor output, int samples) {
    if (output.shape().rank() == 0 || output.shape().dim(0) != samples) {
      throw UserError.because("An output of the model has no part for each sample")
          .received(output.shape() + " for " + samples + " samples")
          .allowed("samples along the first axis");
    }
  }

  private static Tensor slice(Tensor t, int from, int to) {
    ByteBuffer bytes = t.bytes();
    int each = bytes.remaining() / t.shape().dim(0);
    ByteBuffer part = bytes.slice(from * each, (to - from) * each);
    return Tensor.view(t.dtype(), t.shape().withDim(0, to - from), part);
  }
}
