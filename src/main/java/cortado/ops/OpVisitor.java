package cortado.ops;

/** One answer for each op, so that a new op does not compile until every backend knows it. */
public interface OpVisitor<R> {
  R convolution(Op.Convolution op);

  R transposedConvolution(Op.TransposedConvolution op);

  R matrixProduct(Op.MatrixProduct op);

  R batchNorm(Op.BatchNorm op);

  R unary(Op.Unary op);

  R softmax(Op.Softmax op);

  R pool(Op.Pool op);

  R concat(Op.Concat op);

  R reshape(Op.Reshape op);

  R dropout(Op.Dropout op);
}
