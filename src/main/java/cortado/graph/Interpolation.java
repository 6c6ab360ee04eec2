package cortado.graph;

/** How values between the pixels of an image are found. */
public enum Interpolation {
  NEAREST,
  BILINEAR
}
