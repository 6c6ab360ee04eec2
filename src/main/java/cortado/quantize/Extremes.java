package cortado.quantize;

/** The least and the greatest weight of each channel of a kernel, and how often each occurs. */
final class Extremes {
  private final float[] least;
  private final float[] greatest;
  private final int[] timesLeast;
  private final int[] timesGreatest;

  Extremes(int channels) {
    least = new float[channels];
    greatest = new float[channels];
    timesLeast = new int[channels];
    timesGreatest = new int[channels];
  }

  void add(int channel, float weight) {
    add(channel, weight, 1);
  }

  private void add(int channel, float weight, int times) {
    if (weight < least[channel]) {
      least[channel] = weight;
      timesLeast[channel] = times;
    } else if (weight == least[channel]) {
      timesLeast[channel] += times;
    }
    if (weight > greatest[channel]) {
      greatest[channel] = weight;
      timesGreatest[channel] = times;
    } else if (weight == greatest[channel]) {
      timesGreatest[channel] += times;
    }
  }

  /** Adds what a channel has to another. */
  void merge(int from, int into) {
    add(into, least[from], timesLeast[from]);
    add(into, greatest[from], timesGreatest[from]);
  }

  float largest(int channel) {
    return Math.max(-least[channel], greatest[channel]);
  }

  /** Whether several weights have the value of an extreme, as of kernels that share values. */
  boolean areShared(int channel) {
    return least[channel] < 0 && timesLeast[channel] > 1
        || greatest[channel] > 0 && timesGreatest[channel] > 1;
  }
}
