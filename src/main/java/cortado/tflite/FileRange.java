package cortado.tflite;

/** A part of a file, in bytes. */
record FileRange(long from, long bytes) {
  static final FileRange NONE = new FileRange(0, 0);
}
