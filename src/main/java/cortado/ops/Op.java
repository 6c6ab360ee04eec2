package cortado.ops;

import cortado.graph.Interpolation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A primitive on NHWC values that every backend answers by an {@link OpVisitor}. Weights are named,
 * not held: the {@link Program} has them.
 */
public sealed interface Op
    permits LinearOp,
        ShapeOp,
        Op.BatchNorm,
        Op.Standardize,
        Op.Scale,
        Op.Unary,
        Op.LeakyRelu,
        Op.ParametricRelu,
        Op.Affine,
        Op.Binary,
        Op.Softmax,
        Op.Product,
        Op.Pool,
        Op.Reduce,
        Op.Resize,
        Op.Concat,
        Op.Dropout {
  <R> R accept(OpVisitor<R> visitor);

  /** A function of one value, element by element. */
  enum Function {
    RELU,
    SIGMOID,
    TANH,
    /** min(max(x, 0), 6). */
    RELU6,
    /** x above 0, exp(x) - 1 below. */
    ELU,
    /** x times the normal distribution function of x. */
    GELU,
    /** The approximation of {@link #GELU} by tanh. */
    GELU_TANH,
    /** log(1 + exp(x)). */
    SOFTPLUS,
    EXPONENTIAL,
    /** x min(max(x + 3, 0), 6) / 6 (Howard et al., 2019). */
    HARD_SWISH,
    /** 1 above 0, else 0; its gradient is 0. */
    STEP,
    ABSOLUTE,
    SQUARE,
    /** Of values from 0. */
    SQUARE_ROOT,
    /** 1 / sqrt(x) of values above 0. */
    RECIPROCAL_SQUARE_ROOT,
    /** The natural one, of values above 0. */
    LOGARITHM
  }

  enum PoolKind {
    MAX,
    AVERAGE
  }

  /** A function of two values, element by element. */
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    MINIMUM;

    /** Whether it computes with values, not only chooses one. */
    public boolean isArithmetic() {
      return this != MAXIMUM && this != MINIMUM;
    }
  }

  /** (x - mean) / sqrt(variance + epsilon) x gamma + beta over the last axis. */
  record BatchNorm(
      Optional<WeightId> gamma,
      Optional<WeightId> beta,
      WeightId mean,
      WeightId variance,
      float momentum,
      float epsilon)
      implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /**
   * Mean 0 and variance 1 over some axes of each sample: (x - mean) / sqrt(variance + epsilon).
   *
   * @param axes from 1
   * @param centered false for x / sqrt(mean of x² + epsilon)
   */
  record Standardize(List<Integer> axes, float epsilon, boolean centered) implements Op {
    public Standardize {
      axes = axes.stream().distinct().sorted().toList();
      if (axes.isEmpty() || axes.get(0) < 1) {
        throw new IllegalArgumentException("axes " + axes + ": one or more from 1");
      }
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.standardize(this);
    }
  }

  /** x factor + offset, with a number for each position along the last axis. */
  record Scale(Optional<WeightId> factor, Optional<WeightId> offset) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.scale(this);
    }
  }

  record Unary(Function function) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.unary(this);
    }
  }

  /** x above 0, slope times x below. */
  record LeakyRelu(float slope) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.leakyRelu(this);
    }
  }

  /**
   * x above 0, alpha times x below; alpha has the shape of a sample, or 1 along some of its axes.
   */
  record ParametricRelu(WeightId alpha) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.parametricRelu(this);
    }
  }

  /** factor times x + offset. */
  record Affine(float factor, float offset) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.affine(this);
    }
  }

  /**
   * Two values of one rank; an extent of 1 is repeated to fit the other.
   *
   * @param fused a function of what is computed
   */
  record Binary(Operator operator, Optional<Function> fused) implements Op {
    /** Without a function. */
    public Binary(Operator operator) {
      this(operator, Optional.empty());
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** exp(x) / sum(exp(x)) over the last axis. */
  record Softmax() implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.softmax(this);
    }
  }

  /**
   * Matrix product of the last two axes of two values of one rank, from 3, at each position of the
   * axes before; an extent of 1 among these is repeated to fit the other.
   *
   * @param transposed whether the second has its rows and columns in each other's place
   */
  record Product(boolean transposed) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.product(this);
    }
  }

  record Pool(PoolKind kind, Size2 window, Size2 strides, Padding padding) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.pool(this);
    }
  }

  /** Maximum or mean over some axes, none of them the batch, which stay with extent 1 or go. */
  record Reduce(PoolKind kind, List<Integer> axes, boolean keepDims) implements Op {
    public Reduce {
      axes = axes.stream().distinct().sorted().toList();
      if (axes.isEmpty() || axes.get(0) < 1) {
        throw new IllegalArgumentException("axes " + axes + ": one or more from 1");
      }
    }

    /** The shape that an input of this shape gets. */
    public Shape output(Shape input) {
      return Shape.of(
          IntStream.range(0, input.rank())
              .filter(axis -> keepDims || !axes.contains(axis))
              .map(axis -> axes.contains(axis) ? 1 : input.dim(axis))
              .toArray());
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.reduce(this);
    }
  }

  /**
   * An image of other extents, whose pixels have their centers at halves.
   *
   * @param factor how many times it is as large; empty if the step's output has known extents
   */
  record Resize(Interpolation interpolation, Optional<Size2> factor) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.resize(this);
    }
  }

  /** Joins its inputs along an axis from 1 to rank - 1. */
  record Concat(int axis) implements Op {
    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /** What is done to values at random in training. */
  enum Noise {
    /** Zero at the rate, else x / (1 - rate) (Srivastava et al., 2014). */
    DROPOUT,
    /** The lower bound of SELU at the rate; then mean and variance as before. */
    ALPHA_DROPOUT,
    /** x times normal noise of mean 1 and variance rate / (1 - rate). */
    GAUSSIAN_DROPOUT,
    /** x plus normal noise of this standard deviation. */
    GAUSSIAN_NOISE
  }

  /**
   * Noise, active in training only; {@link Rewrites#forInference} removes it.
   *
   * @param sharedAxes along which one random number is for all
   */
  record Dropout(Noise noise, float rate, List<Integer> sharedAxes) implements Op {
    public Dropout {
      sharedAxes = List.copyOf(sharedAxes);
    }

    /** Plain dropout. */
    public Dropout(float rate) {
      this(Noise.DROPOUT, rate, List.of());
    }

    @Override
    public <R> R accept(OpVisitor<R> visitor) {
      return visitor.dropout(this);
    }
  }
}
