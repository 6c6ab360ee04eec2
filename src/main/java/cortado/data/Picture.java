package cortado.data;

/**
 * A decoded image.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param values rows x columns x channels, in [0, 1]
 */
record Picture(int width, int height, int channels, float[] values) {

  /** The same picture with as many equal channels. */
  Picture withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    if (channels != 1) {
      throw new IllegalStateException(channels + " channels to " + wanted);
    }
    float[] out = new float[Math.multiplyExact(values.length, wanted)];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i / wanted];
    }
    return new Picture(width, height, wanted, out);
  }

  /** 1 where a value is above 0.5, else 0. */
  Picture threshold() {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] > 0.5f ? 1 : 0;
    }
    return new Picture(width, height, channels, out);
  }

  /** The largest value. */
  float brightest() {
    float max = 0;
    for (float v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /** A part of the picture. */
  Picture crop(int left, int top, int w, int h) {
    float[] out = new float[w * h * channels];
    for (int y = 0; y < h; y++) {
      int from = ((top + y) * width + left) * channels;
      System.arraycopy(values, from, out, y * w * channels, w * channels);
    }
    return new Picture(w, h, channels, out);
  }

  /** Stretched to another size; each pixel is the mean of the area that it covers. */
  Picture resize(int w, int h) {
    float[] rows = resample(values, 1, height, h, width * channels);
    float[] both = resample(rows, h, width, w, channels);
    return new Picture(w, h, channels, both);
  }

  /** Resamples the middle axis of an array of outer x from x inner to outer x to x inner. */
  private static float[] resample(float[] in, int outer, int from, int to, int inner) {
    float[] out = new float[outer * to * inner];
    double scale = (double) from / to;
    for (int t = 0; t < to; t++) {
      double begin = t * scale;
      double end = (t + 1) * scale;
      for (int f = (int) begin; f < Math.min(from, Math.ceil(end)); f++) {
        float weight = (float) ((Math.min(end, f + 1) - Math.max(begin, f)) / scale);
        for (int o = 0; o < outer; o++) {
          int source = (o * from + f) * inner;
          int target = (o * to + t) * inner;
          for (int i = 0; i < inner; i++) {
            out[target + i] += weight * in[source + i];
          }
        }
      }
    }
    return out;
  }
}
