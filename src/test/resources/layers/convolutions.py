IMAGE, SIGNAL, FREE, FREE_SIGNAL = (8, 10, 6), (20, 6), (None, None, 6), (None, 6)


def models(L, generation):
    return {
        "Conv1D: strided": (SIGNAL, lambda x: L.Conv1D(4, 3, strides=2, padding="same", activation="elu")(x)),
        "Conv1D: dilated": (SIGNAL, lambda x: L.Conv1D(4, 3, dilation_rate=2, use_bias=False)(x)),
        "Conv1D: groups": (SIGNAL, lambda x: L.Conv1D(4, 3, groups=2)(x)),
        "Conv1D: any length": (FREE_SIGNAL, lambda x: L.Conv1D(4, 3, activation="relu")(x)),
        "Conv2D: plain": (IMAGE, lambda x: L.Conv2D(5, 3, padding="same", activation="relu")(x)),
        "Conv2D: strided": (IMAGE, lambda x: L.Conv2D(5, (3, 2), strides=(2, 3), use_bias=False)(x)),
        "Conv2D: dilated": (IMAGE, lambda x: L.Conv2D(5, 3, dilation_rate=(2, 3), padding="same")(x)),
        "Conv2D: groups": (IMAGE, lambda x: L.Conv2D(4, 3, groups=2)(x)),
        "Conv2D: any size": (FREE, lambda x: L.Conv2D(5, 3, strides=2, padding="same")(x)),
        "Conv2DTranspose: 2x2": (IMAGE, lambda x: L.Conv2DTranspose(5, 2, strides=2)(x)),
        "Conv2DTranspose: 3x3 same": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=2, padding="same")(x)),
        "Conv2DTranspose: 3x3 valid": (IMAGE, lambda x: L.Conv2DTranspose(5, 3, strides=2, use_bias=False)(x)),
        "Conv2DTranspose: any size": (FREE, lambda x: L.Conv2DTranspose(5, 3, strides=2)(x)),
        "DepthwiseConv2D: multiplied": (IMAGE, lambda x: L.DepthwiseConv2D(3, activation="relu6", depth_multiplier=2)(x)),
        "DepthwiseConv2D: strided": (IMAGE, lambda x: L.DepthwiseConv2D((3, 2), strides=2, padding="same")(x)),
        "DepthwiseConv2D: dilated": (IMAGE, lambda x: L.DepthwiseConv2D(3, dilation_rate=2, padding="same")(x)),
        "DepthwiseConv2D: any size": (FREE, lambda x: L.DepthwiseConv2D(3, dilation_rate=2, padding="same")(x)),
        "SeparableConv2D: multiplied": (IMAGE, lambda x: L.SeparableConv2D(5, 3, depth_multiplier=2, activation="swish")(x)),
        "SeparableConv2D: strided": (IMAGE, lambda x: L.SeparableConv2D(5, 3, strides=2, use_bias=False)(x)),
    }
