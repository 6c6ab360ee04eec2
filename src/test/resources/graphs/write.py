"""Writes models in models, shared ones and such of several ends, with inputs and outputs.

write.py FOLDER: GENERATION-NAME.h5, .keras, .input0.npy …, .output0.npy …
"""
import os, sys, zlib
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np, keras, tf_keras

folder = sys.argv[1]
SHAPE = (6, 6, 3)


def block(K, name, own="", outputs=1):
    """Functional; in one model, an .h5 file cannot have two layers of one name."""
    i = K.layers.Input(SHAPE, name=name + "_in")
    c = K.layers.Conv2D(3, 3, padding="same", name=own + "conv")(i)
    b = K.layers.BatchNormalization(name=own + "norm")(c)
    return K.Model(i, [b, c][:outputs] if outputs > 1 else b, name=name)


def chain(K, name, first=None):
    layers = [first] if first is not None else [K.layers.Input(SHAPE)]
    layers += [K.layers.Conv2D(3, 1, name=name + "_conv"), K.layers.BatchNormalization()]
    return K.Sequential(layers, name=name)


def inputs(K, n):
    return [K.layers.Input(SHAPE, name=f"in{i}") for i in range(n)]


def models(K):
    L = K.layers
    x, = inputs(K, 1)
    yield "nested", K.Model(x, chain(K, "s")(block(K, "f")(x)), name="m")

    x, y = inputs(K, 2)
    f, s = block(K, "f", outputs=2), chain(K, "s")
    a, b = f(x), f(y)
    j = L.Concatenate(name="join")([s(a[0]), s(b[1]), a[1], b[0]])
    yield "shared_models_of_two_outputs", K.Model([x, y], [L.Dense(2)(j), b[1]], name="m")

    x, = inputs(K, 1)
    f = block(K, "f")
    yield "outputs_of_a_shared_model", K.Model(x, [f(f(x)), f(x)], name="m")

    x, = inputs(K, 1)
    a, b = block(K, "a"), block(K, "b", "own_")
    middle = K.Model(a.inputs, b(a(a.inputs[0])), name="middle")
    outer = K.Sequential([middle, L.Conv2D(2, 1, name="last")], name="outer")
    yield "three_levels", K.Model(x, outer(x), name="m")

    yield "sequential_of_models", K.Sequential(
        [block(K, "f"), chain(K, "s"), L.GlobalAveragePooling2D(), L.Dense(4)], name="m")

    x, = inputs(K, 1)
    lazy = K.Sequential([L.Conv2D(3, 3, padding="same"), L.BatchNormalization()], name="lazy")
    yield "a_sequential_that_is_built_late", K.Model(x, L.Add()([lazy(x), x]), name="m")

    x, = inputs(K, 1)
    f, g = block(K, "f"), block(K, "g", "own_")
    f.get_layer("norm").trainable = False
    g.trainable = False
    yield "frozen", K.Model(x, K.Model(f.inputs, g(f(f.inputs[0])), name="both")(x), name="m")

    x, y, z = inputs(K, 3)
    conv = L.Conv2D(3, 3, padding="same", name="shared")
    a, b = conv(x), conv(conv(y))
    yield "shared_layer_three_inputs", K.Model(
        [z, y, x], [L.Add(name="add")([a, b, z]), L.Subtract(name="sub")([b, a])], name="m")

    i, k = inputs(K, 2)
    two = K.Model([i, k], L.Subtract()([L.Conv2D(3, 1, name="c")(i), k]), name="two")
    x, = inputs(K, 1)
    y = L.Conv2D(3, 1, name="c")(x)
    yield "a_model_of_two_inputs", K.Model(x, two([two([x, y]), x]), name="m")


for generation, K in ((2, tf_keras), (3, keras)):
    for name, model in models(K):
        rng = np.random.default_rng(zlib.crc32(name.encode()))
        for w in model.weights:
            shape = tuple(w.shape)
            w.assign(rng.uniform(0.5, 2, shape) if "variance" in w.name else rng.normal(0, 0.5, shape))
        xs = [rng.normal(0, 1, (2,) + tuple(t.shape[1:])).astype("f") for t in model.inputs]
        ys = model(xs if len(xs) > 1 else xs[0], training=False)
        stem = os.path.join(folder, f"{generation}-{name}")
        model.save(stem + ".h5")
        model.save(stem + ".keras")
        model.save_weights(stem + ".weights.h5")
        model.save_weights(stem + ".legacy.h5") if generation == 2 else None
        for i, x in enumerate(xs):
            np.save(f"{stem}.input{i}.npy", x)
        for i, y in enumerate(ys if isinstance(ys, (list, tuple)) else [ys]):
            np.save(f"{stem}.output{i}.npy", np.asarray(y))
