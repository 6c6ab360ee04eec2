package cortado.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Computes many samples in batches; the last batch may be smaller.
 *
 * @param predictor of one input
 * @param batch samples per batch, at least 1
 */
public record BatchPrediction(Predictor predictor, int batch) {

  /**
   * The first output for each sample.
   *
   * @param samples float32, at least one, samples first
   */
  public Tensor of(Tensor samples) {
    int count = samples.shape().dim(0);
    Tensor first = predictor.predict(slice(samples, 0, Math.min(batch, count)));
    Shape shape = first.shape().withDim(0, count);
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), (long) first.dtype().bytes()));
    ByteBuffer all = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).put(first.bytes());
    for (int from = batch; from < count; from += batch) {
      all.put(predictor.predict(slice(samples, from, Math.min(from + batch, count))).bytes());
    }
    return Tensor.view(first.dtype(), shape, all.flip());
  }

  private static Tensor slice(Tensor t, int from, int to) {
    ByteBuffer bytes = t.bytes();
    int each = bytes.remaining() / t.shape().dim(0);
    ByteBuffer part = bytes.slice(from * each, (to - from) * each);
    return Tensor.view(t.dtype(), t.shape().withDim(0, to - from), part);
  }
}
