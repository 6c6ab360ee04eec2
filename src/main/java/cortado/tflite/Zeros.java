package cortado.tflite;

/** Whether the zeros of kernels are in a file. */
enum Zeros {
  KEPT,
  /** Where their places take fewer bytes than they do; the runtime puts them back. */
  LEFT_OUT
}
