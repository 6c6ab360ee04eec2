IMAGE, SIGNAL, VECTOR, FREE, FREE_SIGNAL = (8, 10, 6), (20, 6), (7,), (None, None, 6), (None, 6)


def models(L, generation):
    all = {
        "AveragePooling1D: plain": (SIGNAL, lambda x: L.AveragePooling1D(2)(x)),
        "AveragePooling1D: same": (SIGNAL, lambda x: L.AveragePooling1D(3, strides=2, padding="same")(x)),
        "AveragePooling1D: any length": (FREE_SIGNAL, lambda x: L.AveragePooling1D(4, strides=1, padding="same")(x)),
        "AveragePooling2D: valid": (IMAGE, lambda x: L.AveragePooling2D((3, 2), strides=(1, 3))(x)),
        "AveragePooling2D: stride above pool": (IMAGE, lambda x: L.AveragePooling2D(2, strides=3)(x)),
        "AveragePooling2D: wide": (IMAGE, lambda x: L.AveragePooling2D((5, 8), strides=1, padding="same")(x)),
        "AveragePooling2D: any size": (FREE, lambda x: L.AveragePooling2D(3, strides=2, padding="same")(x)),
        "AveragePooling2D: same": (IMAGE, lambda x: L.AveragePooling2D(3, strides=2, padding="same")(x)),
        "Cropping1D: one end": (SIGNAL, lambda x: L.Cropping1D((0, 3))(x)),
        "Cropping2D: uneven": (IMAGE, lambda x: L.Cropping2D(((1, 0), (2, 3)))(x)),
        "Cropping2D: even": (IMAGE, lambda x: L.Cropping2D(1)(x)),
        "Cropping2D: any size": (FREE, lambda x: L.Cropping2D(((1, 0), (0, 3)))(x)),
        "Flatten: signal": (SIGNAL, lambda x: L.Flatten()(x)),
        "Flatten: vector": (VECTOR, lambda x: L.Flatten()(x)),
        "Flatten: any size": (FREE, lambda x: L.Flatten()(x)),
        "MaxPooling1D: same": (SIGNAL, lambda x: L.MaxPooling1D(3, strides=2, padding="same")(x)),
        "MaxPooling1D: stride above pool": (SIGNAL, lambda x: L.MaxPooling1D(2, strides=5)(x)),
        "MaxPooling1D: any length": (FREE_SIGNAL, lambda x: L.MaxPooling1D(3, strides=2, padding="same")(x)),
        "MaxPooling2D: stride above pool": (IMAGE, lambda x: L.MaxPooling2D(2, strides=(3, 4))(x)),
        "MaxPooling2D: stride above pool, same": (IMAGE, lambda x: L.MaxPooling2D(2, strides=3, padding="same")(x)),
        "MaxPooling2D: one pixel": (IMAGE, lambda x: L.MaxPooling2D(1, strides=2)(x)),
        "MaxPooling2D: same": (IMAGE, lambda x: L.MaxPooling2D((4, 3), strides=(2, 1), padding="same")(x)),
        "MaxPooling2D: any size": (FREE, lambda x: L.MaxPooling2D(3, strides=2, padding="same")(x)),
        "MaxPooling2D: uneven": (IMAGE, lambda x: L.MaxPooling2D((2, 3), strides=(1, 2))(x)),
        "Permute: image": (IMAGE, lambda x: L.Permute((3, 1, 2))(x)),
        "Permute: signal": (SIGNAL, lambda x: L.Permute((2, 1))(x)),
        "Permute: any size": (FREE, lambda x: L.Permute((2, 1, 3))(x)),
        "RepeatVector: plain": (VECTOR, lambda x: L.RepeatVector(4)(x)),
        "Reshape: with -1": (IMAGE, lambda x: L.Reshape((5, -1, 3))(x)),
        "Reshape: to vector": (SIGNAL, lambda x: L.Reshape((120,))(x)),
        "Reshape: any size": (FREE, lambda x: L.Reshape((-1, 3))(x)),
        "Resizing: bilinear": (IMAGE, lambda x: L.Resizing(5, 17)(x)),
        "Resizing: bilinear, larger": (IMAGE, lambda x: L.Resizing(20, 23)(x)),
        "Resizing: nearest": (IMAGE, lambda x: L.Resizing(5, 17, interpolation="nearest")(x)),
        "Resizing: nearest, larger": (IMAGE, lambda x: L.Resizing(20, 23, interpolation="nearest")(x)),
        "Resizing: any size": (FREE, lambda x: L.Resizing(7, 4)(x)),
        "UpSampling1D: plain": (SIGNAL, lambda x: L.UpSampling1D(3)(x)),
        "UpSampling1D: any length": (FREE_SIGNAL, lambda x: L.UpSampling1D(2)(x)),
        "UpSampling2D: nearest": (IMAGE, lambda x: L.UpSampling2D((2, 3))(x)),
        "UpSampling2D: bilinear": (IMAGE, lambda x: L.UpSampling2D((3, 2), interpolation="bilinear")(x)),
        "UpSampling2D: any size": (FREE, lambda x: L.UpSampling2D((2, 3), interpolation="bilinear")(x)),
        "ZeroPadding1D: uneven": (SIGNAL, lambda x: L.ZeroPadding1D((2, 1))(x)),
        "ZeroPadding1D: any length": (FREE_SIGNAL, lambda x: L.ZeroPadding1D(2)(x)),
        "ZeroPadding2D: uneven": (IMAGE, lambda x: L.ZeroPadding2D(((0, 1), (2, 3)))(x)),
        "ZeroPadding2D: rows and columns": (IMAGE, lambda x: L.ZeroPadding2D((1, 2))(x)),
    }
    for n, shape, free in ((1, SIGNAL, FREE_SIGNAL), (2, IMAGE, FREE)):
        for kind in ("Max", "Average"):
            name = f"Global{kind}Pooling{n}D"
            layer = getattr(L, name)
            all[name + ": plain"] = (shape, lambda x, f=layer: f()(x))
            all[name + ": keepdims"] = (shape, lambda x, f=layer: f(keepdims=True)(x))
            all[name + ": any size, keepdims"] = (free, lambda x, f=layer: f(keepdims=True)(x))
            all[name + ": any size"] = (free, lambda x, f=layer: f()(x))
    return all
