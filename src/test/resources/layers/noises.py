IMAGE, SIGNAL, VECTOR = (8, 10, 6), (20, 6), (7,)


def models(L, generation):
    all = {
        "Dropout: plain": (IMAGE, lambda x: L.Dropout(0.3)(x)),
        "Dropout: shared": (IMAGE, lambda x: L.Dropout(0.3, noise_shape=(None, 1, 1, 1))(x)),
        "SpatialDropout1D: plain": (SIGNAL, lambda x: L.SpatialDropout1D(0.3)(x)),
        "SpatialDropout2D: plain": (IMAGE, lambda x: L.SpatialDropout2D(0.3)(x)),
        "AlphaDropout: plain": (VECTOR, lambda x: L.AlphaDropout(0.3)(x)),
        "GaussianDropout: plain": (VECTOR, lambda x: L.GaussianDropout(0.3)(x)),
        "GaussianNoise: plain": (IMAGE, lambda x: L.GaussianNoise(0.5)(x)),
        "ActivityRegularization: plain": (VECTOR, lambda x: L.ActivityRegularization(0.1)(x)),
        "Concatenate: vectors": ([(3,), (4,), (2,)], lambda x, y, z: L.Concatenate(1)([x, y, z])),
        "Concatenate: columns": ([IMAGE, (8, 2, 6)], lambda x, y: L.Concatenate(axis=-2)([x, y])),
    }
    for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        merge = lambda x, y, f=getattr(L, kind): f()([x, y])
        all[f"{kind}: image and vector"] = ([IMAGE, (6,)], merge)
        all[f"{kind}: signal and channels"] = ([SIGNAL, (1, 6)], merge)
    all["Add: vector and image"] = ([(6,), IMAGE], lambda x, y: L.Add()([x, y]))
    all["Multiply: both repeated"] = ([(8, 1, 6), (1, 10, 6)], lambda x, y: L.Multiply()([x, y]))
    return all
