package cortado.quantize;

import cortado.ops.LinearOp;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/**
 * Which channels each element of a kernel goes from and to.
 *
 * @param inner elements from one output channel to the next
 * @param inputs channels that the kernel counts; those of one group where there are several
 * @param perInput elements from one input channel to the next
 */
record KernelIndex(int outputs, int inner, int inputs, int perInput) {

  static KernelIndex of(LinearOp op, Shape kernel) {
    int last = kernel.dim(-1);
    int before = kernel.dim(-2);
    if (op instanceof LinearOp.DepthwiseConvolution) {
      return new KernelIndex(last * before, 1, before, last);
    }
    return op instanceof LinearOp.TransposedConvolution
        ? new KernelIndex(before, last, last, 1)
        : new KernelIndex(last, 1, before, last);
  }

  int output(int element) {
    return element / inner % outputs;
  }

  int input(int element) {
    return element / perInput % inputs;
  }

  /** The largest magnitude of what each input channel is multiplied with. */
  float[] largestOfInputs(Tensor kernel) {
    float[] largest = new float[inputs];
    float[] all = kernel.floats();
    for (int i = 0; i < all.length; i++) {
      largest[input(i)] = Math.max(largest[input(i)], Math.abs(all[i]));
    }
    return largest;
  }
}
