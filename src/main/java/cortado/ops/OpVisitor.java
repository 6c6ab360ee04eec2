package cortado.ops;

/** One answer for each op, so that a new op does not compile until every backend knows it. */
public interface OpVisitor<R> {
  R convolution(LinearOp.Convolution op);

  R depthwiseConvolution(LinearOp.DepthwiseConvolution op);

  R transposedConvolution(LinearOp.TransposedConvolution op);

  R matrixProduct(LinearOp.MatrixProduct op);

  R batchNorm(Op.BatchNorm op);

  R standardize(Op.Standardize op);

  R scale(Op.Scale op);

  R unary(Op.Unary op);

  R leakyRelu(Op.LeakyRelu op);

  R parametricRelu(Op.ParametricRelu op);

  R affine(Op.Affine op);

  R binary(Op.Binary op);

  R softmax(Op.Softmax op);

  R product(Op.Product op);

  R pool(Op.Pool op);

  R reduce(Op.Reduce op);

  R transpose(ShapeOp.Transpose op);

  R reshape(ShapeOp.Reshape op);

  R pad(ShapeOp.Pad op);

  R slice(ShapeOp.Slice op);

  R spaceToDepth(ShapeOp.SpaceToDepth op);

  R depthToSpace(ShapeOp.DepthToSpace op);

  R resize(Op.Resize op);

  R concat(Op.Concat op);

  R dropout(Op.Dropout op);
}
