package cortado.prune.channels;

import cortado.graph.Activation;
import cortado.graph.Border;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.ConvolutionLayer.SeparableConv2D;
import cortado.graph.ElementwiseLayer.LeakyReLU;
import cortado.graph.ElementwiseLayer.PReLU;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.graph.Interpolation;
import cortado.graph.Layer;
import cortado.graph.NormalizationLayer.GroupNormalization;
import cortado.graph.NormalizationLayer.LayerNormalization;
import cortado.graph.NormalizationLayer.LayerScale;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.OperatorLayer.Reducing;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer.Permute;
import cortado.graph.ShapeLayer.Reshape;
import cortado.graph.SignalPadding;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer;
import cortado.graph.SpatialLayer.GlobalPooling;
import cortado.graph.SpatialLayer.Pooling;
import java.util.List;
import java.util.Random;

/** Layers of random kinds and sizes, which keep images of even extents. */
record RandomLayers(Random random, NetworkDraft draft, List<Activation> activations) {
  private static final Size2 TWO = Size2.square(2);

  private Activation activation() {
    return activations.get(random.nextInt(activations.size()));
  }

  private int filters() {
    return 2 + random.nextInt(4);
  }

  /** Whether what is zero stays zero. */
  boolean keepZero() {
    return !activations.contains(Activation.SIGMOID);
  }

  Layer conv(int filters, int kernel) {
    return conv(filters, kernel, activation());
  }

  Layer conv(int filters, int kernel, Activation f) {
    return new Layer.Conv2D(
        draft.name("conv"),
        filters,
        Size2.square(kernel),
        Size2.ONE,
        Padding.SAME,
        Size2.ONE,
        1,
        f,
        random.nextBoolean());
  }

  Layer dense(int units) {
    return dense(units, activation());
  }

  Layer dense(int units, Activation f) {
    return new Layer.Dense(draft.name("dense"), units, f, random.nextBoolean());
  }

  Layer batchNorm() {
    return new Layer.BatchNormalization(
        draft.name("norm"), 0.9f, 1e-3f, random.nextBoolean(), random.nextBoolean());
  }

  Layer globalPooling(boolean keepDims) {
    Pooling kind = random.nextBoolean() ? Pooling.AVERAGE : Pooling.MAX;
    return new GlobalPooling(draft.name("global"), kind, 2, keepDims);
  }

  Ref convolution(Ref x) {
    String name = draft.name("conv");
    return switch (random.nextInt(7)) {
      case 0 ->
          draft.add(
              new SeparableConv2D(
                  name, filters(), TWO, Size2.ONE, Padding.SAME, Size2.ONE, 2, activation(), true),
              x);
      case 1 -> {
        Ref small =
            draft.add(new Layer.MaxPooling2D(draft.name("pool"), TWO, TWO, Padding.VALID), x);
        yield draft.add(
            new Layer.Conv2DTranspose(
                draft.name("up"),
                filters(),
                TWO,
                TWO,
                Padding.SAME,
                List.of(),
                Size2.ONE,
                activation(),
                true),
            small);
      }
      case 2 -> signal(x);
      case 3 ->
          draft.add(
              new Layer.Conv2D(
                  name,
                  2 * draft.channels(x),
                  TWO,
                  Size2.ONE,
                  Padding.SAME,
                  Size2.ONE,
                  draft.channels(x),
                  activation(),
                  true),
              x);
      case 4 -> draft.add(dense(filters()), x);
      default -> draft.add(conv(filters(), 3), x);
    };
  }

  /** The pixels in a row, convolved as a signal. */
  private Ref signal(Ref x) {
    int height = draft.shape(x).dim(1);
    int width = draft.shape(x).dim(2);
    Ref row = draft.add(new Reshape(draft.name("row"), List.of(-1, draft.channels(x))), x);
    int filters = filters();
    Ref y =
        draft.add(
            new Conv1D(
                draft.name("signal"),
                filters,
                3,
                1,
                SignalPadding.CAUSAL,
                1,
                1,
                activation(),
                true),
            row);
    return draft.add(new Reshape(draft.name("image"), List.of(height, width, filters)), y);
  }

  Ref depthwise(Ref x) {
    return draft.add(
        new DepthwiseConv2D(
            draft.name("depthwise"),
            Size2.square(3),
            Size2.ONE,
            Padding.SAME,
            Size2.ONE,
            1 + random.nextInt(2),
            activation(),
            random.nextBoolean()),
        x);
  }

  Ref normalization(Ref x) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return draft.add(new LayerNormalization(draft.name("ln"), List.of(-1), 1e-3f, true, true), x);
    } else if (kind == 1) {
      return draft.add(new GroupNormalization(draft.name("gn"), -1, -1, 1e-3f, true, true), x);
    } else if (kind == 2) {
      return draft.add(new LayerScale(draft.name("scale"), 0.1f, draft.channels(x)), x);
    }
    return draft.add(batchNorm(), x);
  }

  Ref elementwise(Ref x) {
    return switch (random.nextInt(6)) {
      case 0 -> draft.add(new LeakyReLU(draft.name("leaky"), 0.1f), x);
      case 1 -> draft.add(new PReLU(draft.name("prelu"), List.of(1, 2)), x);
      case 2 -> draft.add(new PReLU(draft.name("prelu"), List.of()), x);
      case 3 -> draft.add(new Softmax(draft.name("softmax"), -1), x);
      case 4 -> {
        Reducing kind = random.nextBoolean() ? Reducing.MEAN : Reducing.MAX;
        yield draft.add(new Reduction(draft.name("reduce"), kind, List.of(-1), true), x);
      }
      default -> draft.add(new Layer.ActivationLayer(draft.name("act"), activation()), x);
    };
  }

  /** Smaller and larger again, or with another border. */
  Ref spatial(Ref x) {
    if (random.nextBoolean()) {
      Border one = new Border(1, 0, 1, 0);
      Ref padded = draft.add(new SpatialLayer.ZeroPadding2D(draft.name("pad"), one), x);
      return draft.add(new SpatialLayer.Cropping2D(draft.name("crop"), one), padded);
    }
    Ref small =
        draft.add(new SpatialLayer.AveragePooling2D(draft.name("pool"), TWO, TWO, Padding.SAME), x);
    return draft.add(
        new SpatialLayer.UpSampling2D(draft.name("up"), TWO, Interpolation.NEAREST), small);
  }

  /** Values at other places. */
  Ref moving(Ref x) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        Ref blocks = draft.add(new BlockShuffle(draft.name("blocks"), 2, true), x);
        Ref mixed = draft.add(conv(8, 1), blocks);
        yield draft.add(new BlockShuffle(draft.name("pixels"), 2, false), mixed);
      }
      case 1 -> {
        Ref blocks = draft.add(new BlockShuffle(draft.name("blocks"), 2, true), x);
        yield draft.add(new BlockShuffle(draft.name("pixels"), 2, false), blocks);
      }
      case 2 -> draft.add(new Permute(draft.name("permute"), List.of(2, 1, 3)), x);
      default -> {
        int extent = draft.shape(x).dim(1);
        int c = draft.channels(x);
        List<Integer> halves = List.of(extent, 2 * draft.shape(x).dim(2), c / 2);
        List<Integer> whole = List.of(extent, draft.shape(x).dim(2), c);
        Ref narrow = draft.add(new Reshape(draft.name("halves"), c % 2 == 0 ? halves : whole), x);
        yield draft.add(new Reshape(draft.name("whole"), whole), narrow);
      }
    };
  }
}
