package cortado.graph;

/** A layer that itself states how many channels it puts out: its filters or units. */
public sealed interface ChannelSource
    permits Layer.Conv2D,
        Layer.Conv2DTranspose,
        Layer.Dense,
        ConvolutionLayer.Conv1D,
        ConvolutionLayer.Conv1DTranspose,
        ConvolutionLayer.SeparableConv1D,
        ConvolutionLayer.SeparableConv2D {

  /** The same layer with another number of channels, at least 1. */
  Layer withChannels(int channels);
}
