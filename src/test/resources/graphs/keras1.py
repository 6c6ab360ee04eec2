"""Writes a functional and a Sequential model as Keras 1 did, and what they compute: keras1.py FOLDER."""
import json, os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import h5py, numpy as np, tf_keras as K

folder, L = sys.argv[1], K.layers
rng = np.random.default_rng(1)


def layer(kind, name, *inputs, **config):
    nodes = [[[i, 0, 0] for i in inputs]] if inputs else []
    return {"class_name": kind, "name": name, "config": {"name": name, "trainable": True, **config},
            "inbound_nodes": nodes}


def save(name, class_name, config, weights, model, shape, first=False):
    for l in model.layers:
        l.set_weights([rng.uniform(0.2, 1, w.shape) for w in l.get_weights()])
    x = rng.normal(0, 1, (2,) + shape).astype("f")
    np.save(f"{folder}/{name}.input.npy", x)
    np.save(f"{folder}/{name}.output.npy", model(x, training=False))
    with h5py.File(f"{folder}/{name}.h5", "w") as f:
        f.attrs["model_config"] = json.dumps({"class_name": class_name, "config": config}).encode()
        f.attrs["keras_version"] = b"1.2.2"
        g = f.create_group("model_weights")
        g.attrs["layer_names"] = [l.name.encode() for l in model.layers]
        for l in model.layers:
            names = [f"{l.name}_{n}".encode() for n in weights.get(l.name, [])]
            group = g.create_group(l.name)
            group.attrs["weight_names"] = names
            for n, w in zip(names, l.get_weights()):
                if first and "Conv2D" in type(l).__name__ and w.ndim == 4:
                    # (filters, channels, rows, columns)
                    w = w.transpose(2, 3, 0, 1) if "Transpose" in type(l).__name__ else w.transpose(3, 2, 0, 1)
                elif "Transpose" in type(l).__name__ and w.ndim == 4:
                    w = w.transpose(0, 1, 3, 2)
                if type(l).__name__ == "Conv1D" and w.ndim == 3:
                    w = w[:, None]
                group[n.decode()] = w


conv = dict(nb_row=3, nb_col=3, subsample=[1, 1], border_mode="same", dim_ordering="tf", bias=True)
i = x = L.Input((8, 8, 2), name="in")
x = L.Conv2D(4, 3, padding="same", activation="relu", name="c")(x)
x = b = L.BatchNormalization(epsilon=1e-5, name="b")(x)
x = L.MaxPooling2D(name="p")(x)
x = L.Conv2DTranspose(4, 2, strides=2, name="t")(x)
x = L.Add(name="m")([x, b])
x = L.UpSampling2D(name="u")(x)
m = K.Model(i, x)
save("functional", "Model", {
    "name": "old", "input_layers": [["in", 0, 0]], "output_layers": [["u", 0, 0]],
    "layers": [
        layer("InputLayer", "in", batch_input_shape=[None, 8, 8, 2], input_dtype="float32"),
        layer("Convolution2D", "c", "in", nb_filter=4, activation="relu", **conv),
        layer("BatchNormalization", "b", "c", axis=-1, mode=0, momentum=0.99, epsilon=1e-5),
        layer("MaxPooling2D", "p", "b", pool_size=[2, 2], strides=[2, 2], border_mode="valid",
              dim_ordering="tf"),
        layer("Deconvolution2D", "t", "p", nb_filter=4, activation="linear", **{
            **conv, "nb_row": 2, "nb_col": 2, "subsample": [2, 2], "border_mode": "valid"},
              output_shape=[None, 8, 8, 4]),
        layer("Merge", "m", "t", "b", mode="sum", concat_axis=-1, dot_axes=-1),
        layer("UpSampling2D", "u", "m", size=[2, 2], dim_ordering="tf")]},
    {"c": "Wb", "t": "Wb", "b": ["gamma", "beta", "running_mean", "running_std"]}, m, (8, 8, 2))

# Theano's order of axes, which Keras 1 kept its kernels in, too, and TensorFlow does not compute.
i = x = L.Input((8, 7, 2), name="in")
x = L.Conv2D(4, (3, 2), padding="same", activation="relu", name="c")(x)
x = L.BatchNormalization(epsilon=1e-5, name="b")(x)
x = L.Conv2DTranspose(3, 2, strides=2, name="t")(x)
x = b = L.MaxPooling2D(name="p")(x)
x = L.Permute((3, 1, 2), name="order")(x)
x = L.Dense(4, name="o")(L.Flatten(name="f")(x))
m = K.Model(i, x)
th = {**conv, "dim_ordering": "th"}
save("theano", "Model", {
    "name": "old", "input_layers": [["in", 0, 0]], "output_layers": [["o", 0, 0]],
    "layers": [
        layer("InputLayer", "in", batch_input_shape=[None, 2, 8, 7], input_dtype="float32"),
        layer("Convolution2D", "c", "in", nb_filter=4, activation="relu", **{**th, "nb_col": 2}),
        layer("BatchNormalization", "b", "c", axis=1, mode=0, momentum=0.99, epsilon=1e-5),
        layer("Deconvolution2D", "t", "b", nb_filter=3, activation="linear", **{
            **th, "nb_row": 2, "nb_col": 2, "subsample": [2, 2], "border_mode": "valid"},
              output_shape=[None, 3, 16, 14]),
        layer("MaxPooling2D", "p", "t", pool_size=[2, 2], strides=[2, 2], border_mode="valid",
              dim_ordering="th"),
        layer("Flatten", "f", "p"),
        layer("Dense", "o", "f", output_dim=4, activation="linear", bias=True)]},
    {"c": "Wb", "t": "Wb", "o": "Wb", "b": ["gamma", "beta", "running_mean", "running_std"]},
    m, (8, 7, 2), first=True)

m = K.Sequential([L.Input((9, 2)), L.Conv1D(3, 3, strides=2, name="c"), L.Flatten(name="f"),
                  L.Dropout(0.5, name="d"), L.Dense(4, activation="softmax", name="o")])
save("sequential", "Sequential", [
    layer("Convolution1D", "c", nb_filter=3, filter_length=3, subsample_length=2, border_mode="valid",
          activation="linear", bias=True, batch_input_shape=[None, 9, 2], input_dim=2),
    layer("Flatten", "f"), layer("Dropout", "d", p=0.5),
    layer("Dense", "o", output_dim=4, activation="softmax", bias=True)],
    {"c": "Wb", "o": "Wb"}, m, (9, 2))
