# A jump falls on either side of a rounded value, so thresholds are low.
IMAGE, SIGNAL, VECTOR = (8, 10, 6), (20, 6), (7,)


def models(L, generation):
    leaky = lambda slope: L.LeakyReLU(**{"alpha" if generation == 2 else "negative_slope": slope})
    all = {
        "LeakyReLU: default": (IMAGE, lambda x: L.LeakyReLU()(x)),
        "ReLU: with threshold": (IMAGE, lambda x: L.ReLU(threshold=0.2)(x)),
        "ReLU: with threshold, bounded, sloped": (
            IMAGE,
            lambda x: L.ReLU(max_value=2.5, negative_slope=0.2, threshold=0.1)(x),
        ),
        "PReLU: of elements": (IMAGE, lambda x: L.PReLU()(x)),
        "PReLU: of channels": (IMAGE, lambda x: L.PReLU(shared_axes=[1, 2])(x)),
        "PReLU: of signals": (SIGNAL, lambda x: L.PReLU(shared_axes=[1])(x)),
        "PReLU: of vectors": (VECTOR, lambda x: L.PReLU()(x)),
        "Softmax: last axis": (SIGNAL, lambda x: L.Softmax()(x)),
        "Softmax: rows": (IMAGE, lambda x: L.Softmax(axis=1)(x)),
        "Softmax: positions": (SIGNAL, lambda x: L.Softmax(axis=-2)(x)),
        "Conv2D: with leaky relu": (IMAGE, lambda x: L.Conv2D(4, 3, activation=leaky(0.1))(x)),
        "Dense: with bounded relu": (
            VECTOR,
            lambda x: L.Dense(4, activation=L.ReLU(1.5, negative_slope=0.1))(x),
        ),
    }
    names = "softsign relu6 leaky_relu silu"
    if generation == 2:
        all["ThresholdedReLU: plain"] = (VECTOR, lambda x: L.ThresholdedReLU(1.0)(x))
    else:
        names += " hard_silu hard_tanh log_sigmoid tanh_shrink squareplus celu"
        names += " glu log_softmax soft_shrink sparse_plus sparse_sigmoid"
    for f in names.split():
        all["Activation: " + f] = (IMAGE, lambda x, f=f: L.Activation(f)(x))
    return all
