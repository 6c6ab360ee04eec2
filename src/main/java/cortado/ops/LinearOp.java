package cortado.ops;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import java.util.Optional;

/** A multiplication with a kernel, a bias and a fused function: what batch norm folds into. */
public sealed interface LinearOp extends Op {
  WeightId kernel();

  Optional<WeightId> bias();

  Optional<Function> fused();

  /** The axis of the kernel that counts the output channels, from the last, -1, backwards. */
  int outputAxis();

  LinearOp withWeights(WeightId kernel, WeightId bias);

  LinearOp withFused(Function function);

  /**
   * Convolution with an HWIO kernel, I being the channels of one group. A kernel of rank 3 is one
   * row, WIO.
   */
  record Convolution(
      WeightId kernel,
      Optional<WeightId> bias,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      int groups,
      Optional<Function> fused)
      implements LinearOp {
    @Override
    public int outputAxis() {
      return -1;
    }

    @Override
    public LinearOp withWeights(WeightId k, WeightId b) {
      return new Convolution(k, Optional.of(b), strides, padding, dilation, groups, fused);
    }

    @Override
    public LinearOp withFused(Function f) {
      return new Convolution(kernel, bias, strides, padding, dilation, groups, Optional.of(f));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.convolution(this);
    }
  }

  /**
   * Convolution of each channel alone with an HWIM kernel; output channel c x M + m is its m-th. A
   * kernel of rank 3 is one row, WIM.
   */
  record DepthwiseConvolution(
      WeightId kernel,
      Optional<WeightId> bias,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      Optional<Function> fused)
      implements LinearOp {
    /** The last two axes count the output channels together. */
    @Override
    public int outputAxis() {
      return -1;
    }

    @Override
    public LinearOp withWeights(WeightId k, WeightId b) {
      return new DepthwiseConvolution(k, Optional.of(b), strides, padding, dilation, fused);
    }

    @Override
    public LinearOp withFused(Function f) {
      return new DepthwiseConvolution(kernel, bias, strides, padding, dilation, Optional.of(f));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.depthwiseConvolution(this);
    }
  }

  /**
   * Transposed convolution with an HWOI kernel: the gradient, by its input, of a convolution that
   * makes this op's input from an image of this op's output. A kernel of rank 3 is one row, WOI.
   *
   * @param beyond how large the output is
   */
  record TransposedConvolution(
      WeightId kernel,
      Optional<WeightId> bias,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      Beyond beyond,
      Optional<Function> fused)
      implements LinearOp {
    @Override
    public int outputAxis() {
      return -2;
    }

    /**
     * Whether each pixel of its input makes a square of the output's of its own.
     *
     * @param kernelShape of its kernel
     */
    public boolean fillsSquares(Shape kernelShape) {
      int side = strides.height();
      return kernelShape.rank() == 4
          && side > 1
          && strides.width() == side
          && kernelShape.dim(0) == side
          && kernelShape.dim(1) == side
          && dilation.equals(Size2.ONE)
          && beyond.equals(new Beyond(0, 0));
    }

    @Override
    public LinearOp withWeights(WeightId k, WeightId b) {
      return new TransposedConvolution(
          k, Optional.of(b), strides, padding, dilation, beyond, fused);
    }

    @Override
    public LinearOp withFused(Function f) {
      return new TransposedConvolution(
          kernel, bias, strides, padding, dilation, beyond, Optional.of(f));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.transposedConvolution(this);
    }
  }

  /** Product of the last axis with an IO kernel. */
  record MatrixProduct(WeightId kernel, Optional<WeightId> bias, Optional<Function> fused)
      implements LinearOp {
    @Override
    public int outputAxis() {
      return -1;
    }

    @Override
    public LinearOp withWeights(WeightId k, WeightId b) {
      return new MatrixProduct(k, Optional.of(b), fused);
    }

    @Override
    public LinearOp withFused(Function f) {
      return new MatrixProduct(kernel, bias, Optional.of(f));
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.matrixProduct(this);
    }
  }
}
