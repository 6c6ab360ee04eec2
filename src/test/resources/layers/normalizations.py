IMAGE, SIGNAL, VECTOR, FREE = (8, 10, 6), (20, 6), (7,), (None, None, 6)


def models(L, generation):
    all = {
        "BatchNormalization: positions": (SIGNAL, lambda x: L.BatchNormalization(axis=1)(x)),
        "BatchNormalization: after Conv1D": (
            SIGNAL,
            lambda x: L.ReLU()(L.BatchNormalization()(L.Conv1D(4, 3)(x))),
        ),
        "LayerNormalization: channels": (IMAGE, lambda x: L.LayerNormalization()(x)),
        "LayerNormalization: vector": (VECTOR, lambda x: L.LayerNormalization(epsilon=1e-6)(x)),
        "LayerNormalization: rows": (IMAGE, lambda x: L.LayerNormalization(axis=1)(x)),
        "LayerNormalization: image": (IMAGE, lambda x: L.LayerNormalization(axis=[1, 2, 3])(x)),
        "LayerNormalization: rows and channels": (
            IMAGE,
            lambda x: L.LayerNormalization(axis=[1, 3], scale=False)(x),
        ),
        "LayerNormalization: any size": (FREE, lambda x: L.LayerNormalization(center=False)(x)),
        "GroupNormalization: groups": (IMAGE, lambda x: L.GroupNormalization(3)(x)),
        "GroupNormalization: instance": (
            IMAGE,
            lambda x: L.GroupNormalization(-1, scale=False, epsilon=1e-5)(x),
        ),
        "GroupNormalization: signal": (SIGNAL, lambda x: L.GroupNormalization(2, center=False)(x)),
        "GroupNormalization: any size": (FREE, lambda x: L.GroupNormalization(2)(x)),
        "UnitNormalization: channels": (IMAGE, lambda x: L.UnitNormalization()(x)),
        "UnitNormalization: image": (IMAGE, lambda x: L.UnitNormalization(axis=[1, 2])(x)),
        "Normalization: adapted": (IMAGE, lambda x: L.Normalization()(x)),
        "Normalization: numbers": (
            VECTOR,
            lambda x: L.Normalization(axis=None, mean=0.3, variance=2.0)(x),
        ),
        "Normalization: channels": (
            IMAGE,
            lambda x: L.Normalization(mean=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], variance=[1, 2, 3, 4, 5, 6])(x),
        ),
        "Normalization: inverted": (
            IMAGE,
            lambda x: L.Normalization(mean=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], variance=[1, 2, 3, 4, 5, 6], invert=True)(x),
        ),
        "Rescaling: numbers": (IMAGE, lambda x: L.Rescaling(1 / 127.5, -1)(x)),
        "Rescaling: channels": (
            IMAGE,
            lambda x: L.Rescaling([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], offset=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])(x),
        ),
    }
    if generation == 3:
        all["BatchNormalization: columns"] = (IMAGE, lambda x: L.BatchNormalization(axis=2)(x))
        all["RMSNormalization: channels"] = (IMAGE, lambda x: L.RMSNormalization()(x))
    return all
