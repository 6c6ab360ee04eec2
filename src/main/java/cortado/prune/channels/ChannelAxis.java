package cortado.prune.channels;

import cortado.graph.WeightId;

/**
 * An axis of a weight that counts channels, and the group that each position belongs to.
 *
 * @param axis from 0
 */
record ChannelAxis(WeightId weight, int axis, Use use, Positions positions) {

  /** What the channels along an axis are to its weight. */
  enum Use {
    /** The filters of a kernel, which make the channels. */
    OUTPUT,
    /** The channels that a kernel reads. */
    INPUT,
    /** The factors of batch normalization. */
    SCALE,
    /** Anything else with a number for each channel, such as a bias. */
    OTHER
  }
}
