package cortado.keras;

import cortado.graph.Model;

/**
 * What a Keras file holds.
 *
 * @param model with images in NHWC
 * @param channelsFirst whether the file has layers with channels first, so that inputs and outputs
 *     of the model may have their axes in another order than in the file
 */
public record KerasModel(Model model, boolean channelsFirst) {}
