IMAGE, SIGNAL, VECTOR = (8, 10, 6), (20, 6), (7,)
ACTIVATIONS = (
    "linear relu sigmoid tanh softmax elu selu gelu swish softplus mish exponential hard_sigmoid"
)


def models(L, generation):
    all = {
        "BatchNormalization: image": (IMAGE, lambda x: L.BatchNormalization()(x)),
        "BatchNormalization: vector": (VECTOR, lambda x: L.BatchNormalization(scale=False)(x)),
        "BatchNormalization: signal": (SIGNAL, lambda x: L.BatchNormalization(center=False)(x)),
        "Concatenate: channels": ([IMAGE, (8, 10, 3)], lambda x, y: L.Concatenate()([x, y])),
        "Concatenate: rows": ([IMAGE, (3, 10, 6)], lambda x, y: L.Concatenate(axis=1)([x, y])),
        "Dense: vector": (VECTOR, lambda x: L.Dense(5, use_bias=False)(x)),
        "Dense: signal": (SIGNAL, lambda x: L.Dense(5)(x)),
        "Dense: rank 5": ((2, 3, 4, 5), lambda x: L.Dense(3, activation="relu")(x)),
        "ELU: plain": (IMAGE, lambda x: L.ELU()(x)),
        "ELU: with alpha": (VECTOR, lambda x: L.ELU(0.7)(x)),
        "LeakyReLU: vector": (VECTOR, lambda x: L.LeakyReLU(0.1)(x)),
        "Multiply: channels": ([IMAGE, (1, 1, 6)], lambda x, y: L.Multiply()([x, y])),
        "ReLU: plain": (IMAGE, lambda x: L.ReLU()(x)),
        "ReLU: bounded": (IMAGE, lambda x: L.ReLU(max_value=1.5)(x)),
        "ReLU: bounded and sloped": (IMAGE, lambda x: L.ReLU(max_value=2, negative_slope=0.1)(x)),
        "ReLU: sloped": (IMAGE, lambda x: L.ReLU(negative_slope=0.2)(x)),
    }
    dots = {
        "signals": ([SIGNAL, (9, 6)], 2, False),
        "signals, other axes": ([SIGNAL, (9, 20)], (1, 2), False),
        "signals, normalized": ([SIGNAL, (9, 6)], -1, True),
        "vectors": ([VECTOR, VECTOR], 1, False),
        "vectors, normalized": ([VECTOR, VECTOR], 1, True),
        "vector and signal": ([(6,), SIGNAL], (1, 2), False),
        "signal and vector": ([SIGNAL, (20,)], (1, 1), False),
        "images": ([IMAGE, (3, 6, 2)], (3, 2), False),
    }
    for name, (shapes, axes, normalize) in dots.items():
        dot = lambda x, y, a=axes, n=normalize: L.Dot(axes=a, normalize=n)([x, y])
        all["Dot: " + name] = (shapes, dot)
    for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        count = 2 if kind == "Subtract" else 3
        merge = lambda *x, f=getattr(L, kind): f()(list(x))
        all[f"{kind}: {count} images"] = ([IMAGE] * count, merge)
    for f in ACTIVATIONS.split():
        all["Activation: " + f] = (IMAGE, lambda x, f=f: L.Activation(f)(x))
        all["Dense: " + f] = (VECTOR, lambda x, f=f: L.Dense(5, activation=f)(x))
    return all
