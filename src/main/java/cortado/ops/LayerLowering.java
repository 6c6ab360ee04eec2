package cortado.ops;

import cortado.UserError;
import cortado.graph.ConvolutionLayer;
import cortado.graph.ElementwiseLayer;
import cortado.graph.Layer;
import cortado.graph.NoiseLayer;
import cortado.graph.NormalizationLayer;
import cortado.graph.OperatorLayer;
import cortado.graph.ProductLayer;
import cortado.graph.ShapeLayer;
import cortado.graph.SpatialLayer;
import cortado.tensor.Shape;
import java.util.Optional;

/** The ops of a layer, by its family. */
final class LayerLowering {
  private LayerLowering() {}

  /**
   * One output of a call.
   *
   * @param output its number
   */
  static Value lower(Layer layer, int output, LayerSteps s) {
    if (layer instanceof OperatorLayer.Split l) {
      return ArrangementLowering.split(l, output, s);
    } else if (layer instanceof OperatorLayer.Unstack l) {
      return ArrangementLowering.unstack(l, output, s);
    }
    return lower(layer, s);
  }

  private static Value lower(Layer layer, LayerSteps s) {
    if (layer instanceof ConvolutionLayer l) {
      return ConvolutionLowering.lower(l, s);
    } else if (layer instanceof SpatialLayer l) {
      return SpatialLowering.lower(l, s);
    } else if (layer instanceof ShapeLayer l) {
      return ShapeLowering.lower(l, s);
    } else if (layer instanceof ElementwiseLayer l) {
      return ElementwiseLowering.lower(l, s);
    } else if (layer instanceof OperatorLayer l) {
      return OperatorLowering.lower(l, s);
    } else if (layer instanceof ProductLayer l) {
      return ProductLowering.lower(l, s);
    } else if (layer instanceof NoiseLayer l) {
      return NoiseLowering.lower(l, s);
    } else if (layer instanceof NormalizationLayer l) {
      return NormalizationLowering.lower(l, s);
    } else if (layer instanceof Layer.Conv2D l) {
      return ConvolutionLowering.conv2D(l, s);
    } else if (layer instanceof Layer.Conv2DTranspose l) {
      return ConvolutionLowering.conv2DTranspose(l, s);
    } else if (layer instanceof Layer.Dense l) {
      Op product =
          new LinearOp.MatrixProduct(
              s.weight("kernel"), s.weight("bias", l.bias()), Optional.empty());
      return ActivationLowering.after(
          product, s.shape().withDim(-1, l.units()), l.activation(), s, s.input());
    } else if (layer instanceof Layer.BatchNormalization l) {
      return NormalizationLowering.batchNorm(l, s);
    } else if (layer instanceof Layer.ActivationLayer l) {
      return ActivationLowering.of(l.activation(), s.input(), s);
    } else if (layer instanceof Layer.MaxPooling2D l) {
      Window w = Window.pool(l.pool(), l.strides(), l.padding());
      Op pool = new Op.Pool(Op.PoolKind.MAX, l.pool(), l.strides(), l.padding());
      return s.last(pool, w.output(s.shape(4), s.shape().dim(3)));
    } else if (layer instanceof Layer.Concatenate l) {
      return concat(l, s);
    } else if (layer instanceof Layer.Dropout l) {
      return s.last(new Op.Dropout(l.rate()), s.input());
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  private static Value concat(Layer.Concatenate l, LayerSteps s) {
    Shape first = s.shape();
    int axis = first.index(l.axis());
    int sum = 0;
    for (Value v : s.inputs()) {
      Shape shape = v.shape();
      if (shape.rank() != first.rank() || !shape.withDim(axis, 1).equals(first.withDim(axis, 1))) {
        throw UserError.because("The layer '" + s.layer() + "' joins shapes that do not fit")
            .received(s.inputs().stream().map(Value::shape).toList())
            .allowed("shapes that differ along axis " + axis + " only");
      }
      sum = Math.addExact(sum, shape.dim(axis));
    }
    return s.last(new Op.Concat(axis), first.withDim(axis, sum));
  }
}
