IMAGE, SIGNAL, FREE, FREE_SIGNAL = (8, 10, 6), (20, 6), (None, None, 6), (None, 6)


def models(L, generation):
    all = {
        "Conv1D: strided": (SIGNAL, lambda x: L.Conv1D(4, 3, strides=2, padding="same", activation="elu")(x)),
        "Conv1D: dilated": (SIGNAL, lambda x: L.Conv1D(4, 3, dilation_rate=2, use_bias=False)(x)),
        "Conv1D: groups": (SIGNAL, lambda x: L.Conv1D(4, 3, groups=2)(x)),
        "Conv1D: causal": (SIGNAL, lambda x: L.Conv1D(4, 3, padding="causal", dilation_rate=2)(x)),
        "Conv1D: causal, strided": (SIGNAL, lambda x: L.Conv1D(4, 4, padding="causal", strides=3)(x)),
        "Conv1D: causal, any length": (FREE_SIGNAL, lambda x: L.Conv1D(4, 3, padding="causal")(x)),
        "Conv1D: any length": (FREE_SIGNAL, lambda x: L.Conv1D(4, 3, activation="relu")(x)),
        "Conv2D: plain": (IMAGE, lambda x: L.Conv2D(5, 3, padding="same", activation="relu")(x)),
        "Conv2D: strided": (IMAGE, lambda x: L.Conv2D(5, (3, 2), strides=(2, 3), use_bias=False)(x)),
        "Conv2D: dilated": (IMAGE, lambda x: L.Conv2D(5, 3, dilation_rate=(2, 3), padding="same")(x)),
        "Conv2D: groups": (IMAGE, lambda x: L.Conv2D(4, 3, groups=2)(x)),
        "Conv2D: groups, dilated": (IMAGE, lambda x: L.Conv2D(4, 3, groups=2, dilation_rate=2, padding="same")(x)),
        "Conv2D: groups, strided": (IMAGE, lambda x: L.Conv2D(6, 3, groups=3, strides=(2, 1), activation="relu")(x)),
        "Conv2D: dilated, any size": (FREE, lambda x: L.Conv2D(5, 3, dilation_rate=(3, 1), padding="same")(x)),
        "Conv2D: any size": (FREE, lambda x: L.Conv2D(5, 3, strides=2, padding="same")(x)),
        "Conv2DTranspose: 2x2": (IMAGE, lambda x: L.Conv2DTranspose(5, 2, strides=2)(x)),
        "Conv2DTranspose: 3x3 same": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=2, padding="same")(x)),
        "Conv2DTranspose: 3x3 valid": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=2, use_bias=False)(x)),
        "Conv2DTranspose: stride above kernel": (IMAGE, lambda x: L.Conv2DTranspose(5, 2, strides=3)(x)),
        "Conv2DTranspose: 4x4 same": (IMAGE, lambda x: L.Conv2DTranspose(5, 4, strides=2, padding="same")(x)),
        "Conv2DTranspose: uneven": (IMAGE, lambda x: L.Conv2DTranspose(5, (3, 2), strides=(2, 1), padding="same", activation="relu")(x)),
        "Conv2DTranspose: stride 1": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, padding="same")(x)),
        "Conv2DTranspose: output padding same": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=2, padding="same", output_padding=(0, 1))(x)),
        "Conv2DTranspose: output padding valid": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=(3, 2), output_padding=(2, 1))(x)),
        "Conv2DTranspose: output padding, any size": (FREE, lambda x: L.Conv2DTranspose(5, 5, strides=2, padding="same", output_padding=0)(x)),
        "Conv2DTranspose: any size": (FREE, lambda x: L.Conv2DTranspose(5, 3, strides=2)(x)),
        "Conv1DTranspose: same": (SIGNAL, lambda x: L.Conv1DTranspose(4, 3, strides=2, padding="same", activation="relu")(x)),
        "Conv1DTranspose: valid": (SIGNAL, lambda x: L.Conv1DTranspose(4, 4, strides=3, use_bias=False)(x)),
        "Conv1DTranspose: output padding": (SIGNAL, lambda x: L.Conv1DTranspose(4, 3, strides=2, padding="same", output_padding=0)(x)),
        "Conv1DTranspose: any length": (FREE_SIGNAL, lambda x: L.Conv1DTranspose(4, 3, strides=2)(x)),
        "DepthwiseConv1D: strided": (SIGNAL, lambda x: L.DepthwiseConv1D(3, strides=2, padding="same", depth_multiplier=2)(x)),
        "DepthwiseConv1D: plain": (SIGNAL, lambda x: L.DepthwiseConv1D(4, activation="relu", use_bias=False)(x)),
        "DepthwiseConv1D: dilated": (SIGNAL, lambda x: L.DepthwiseConv1D(3, dilation_rate=2, padding="same")(x)),
        "SeparableConv1D: strided": (SIGNAL, lambda x: L.SeparableConv1D(5, 3, strides=2, padding="same", activation="relu")(x)),
        "SeparableConv1D: dilated": (SIGNAL, lambda x: L.SeparableConv1D(5, 3, dilation_rate=2, use_bias=False)(x)),
        "SeparableConv2D: dilated": (IMAGE, lambda x: L.SeparableConv2D(5, 3, dilation_rate=2)(x)),
        "DepthwiseConv2D: dilated unevenly": (IMAGE, lambda x: L.DepthwiseConv2D(3, dilation_rate=(1, 3))(x)),
        "DepthwiseConv2D: multiplied": (IMAGE, lambda x: L.DepthwiseConv2D(3, activation="relu6", depth_multiplier=2)(x)),
        "DepthwiseConv2D: strided": (IMAGE, lambda x: L.DepthwiseConv2D((3, 2), strides=2, padding="same")(x)),
        "DepthwiseConv2D: dilated": (IMAGE, lambda x: L.DepthwiseConv2D(3, dilation_rate=2, padding="same")(x)),
        "DepthwiseConv2D: any size": (FREE, lambda x: L.DepthwiseConv2D(3, dilation_rate=2, padding="same")(x)),
        "SeparableConv2D: multiplied": (IMAGE, lambda x: L.SeparableConv2D(5, 3, depth_multiplier=2, activation="swish")(x)),
        "SeparableConv2D: strided": (IMAGE, lambda x: L.SeparableConv2D(5, 3, strides=2, use_bias=False)(x)),
    }
    if generation == 2:
        all["SeparableConv1D: causal"] = (
            SIGNAL,
            lambda x: L.SeparableConv1D(5, 3, padding="causal", depth_multiplier=2)(x),
        )
        # Neither generation computes other dilations of transposed convolutions on a CPU.
        all["Conv2DTranspose: dilated same"] = (
            IMAGE,
            lambda x: L.Conv2DTranspose(5, 3, dilation_rate=2, padding="same")(x),
        )
        all["Conv2DTranspose: dilated valid"] = (
            IMAGE,
            lambda x: L.Conv2DTranspose(5, (2, 3), dilation_rate=2)(x),
        )
        all["Conv2DTranspose: dilated, any size"] = (
            FREE,
            lambda x: L.Conv2DTranspose(5, 3, dilation_rate=3)(x),
        )
    return all
