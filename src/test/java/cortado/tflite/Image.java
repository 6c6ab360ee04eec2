package cortado.tflite;

/** One image of batch 1, NHWC. */
record Image(int height, int width, int channels, double[] data) {
  boolean holds(int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width;
  }

  double at(int row, int column, int channel) {
    return holds(row, column) ? data[(row * width + column) * channels + channel] : 0;
  }

  void add(int row, int column, int channel, double v) {
    if (holds(row, column)) {
      data[(row * width + column) * channels + channel] += v;
    }
  }

  void fill(Pixel pixel) {
    for (int i = 0; i < data.length; i++) {
      data[i] = pixel.at(i / channels / width, i / channels % width, i % channels);
    }
  }

  /** What a pixel becomes. */
  interface Pixel {
    double at(int row, int column, int channel);
  }
}
