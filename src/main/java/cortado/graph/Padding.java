package cortado.graph;

/** How a window treats the border of an image, as TensorFlow defines it. */
public enum Padding {
  /** Zeros are added so that the output has ceil(input / stride) positions. */
  SAME,
  /** Only whole windows count. */
  VALID
}
