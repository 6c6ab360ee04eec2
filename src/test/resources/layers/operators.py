import numpy as np

IMAGE, SIGNAL = (8, 10, 6), (20, 6)
VECTOR = np.array([1, 2, 3, 4, 5, 6], "f")


def models(L, generation):
    if generation == 2:
        import tensorflow as tf

        f = {
            "abs": tf.abs, "relu": tf.nn.relu, "relu6": tf.nn.relu6, "sigmoid": tf.sigmoid,
            "square": tf.square, "silu": tf.nn.silu, "mean": tf.reduce_mean, "max": tf.reduce_max,
            "min": tf.reduce_min, "sum": tf.reduce_sum, "concat": tf.concat,
            "reshape": tf.reshape, "transpose": tf.transpose, "clip": tf.clip_by_value,
            "maximum": tf.maximum, "minimum": tf.minimum, "softmax": tf.nn.softmax,
            "gelu": tf.nn.gelu, "leaky": tf.nn.leaky_relu, "sqrt": tf.sqrt, "rsqrt": tf.math.rsqrt,
            "log": tf.math.log, "exp": tf.exp, "expand": tf.expand_dims, "squeeze": tf.squeeze,
            "pad": tf.pad, "l2": tf.math.l2_normalize, "identity": tf.identity,
            "matmul": tf.matmul, "split": tf.split, "unstack": tf.unstack, "stack": tf.stack,
            "tile": tf.tile, "repeat": tf.repeat, "roll": tf.roll, "log softmax": tf.nn.log_softmax,
            "var": tf.math.reduce_variance, "std": tf.math.reduce_std, "power": tf.pow,
        }
    else:
        import keras

        o = keras.ops
        f = {
            "abs": o.abs, "relu": o.relu, "relu6": o.relu6, "sigmoid": o.sigmoid,
            "square": o.square, "silu": o.silu, "mean": o.mean, "max": o.max, "min": o.min,
            "sum": o.sum, "concat": o.concatenate, "reshape": o.reshape,
            "transpose": o.transpose, "clip": o.clip, "maximum": o.maximum,
            "minimum": o.minimum, "softmax": o.softmax, "gelu": o.gelu, "leaky": o.leaky_relu,
            "sqrt": o.sqrt, "rsqrt": o.rsqrt, "log": o.log, "exp": o.exp,
            "expand": o.expand_dims, "squeeze": o.squeeze, "pad": o.pad, "l2": o.normalize,
            "identity": lambda x: o.cast(x, "float32"), "matmul": o.matmul, "split": o.split,
            "unstack": o.unstack, "stack": o.stack, "tile": o.tile, "repeat": o.repeat,
            "roll": o.roll, "log softmax": o.log_softmax, "var": o.var, "std": o.std,
            "power": o.power,
        }
    image = {
        "x + 1": lambda x: x + 1,
        "1 + x": lambda x: 1 + x,
        "x - 2": lambda x: x - 2.0,
        "2 - x": lambda x: 2 - x,
        "x * 3": lambda x: x * 3,
        "x / 255": lambda x: x / 255,
        "1 / x": lambda x: 1.5 / (f["abs"](x) + 2),
        "x / y": lambda x: x / (f["abs"](x) + 2),
        "-x": lambda x: -x,
        "x ** 2": lambda x: x**2,
        "x * vector": lambda x: x * VECTOR,
        "x - vector": lambda x: x - VECTOR,
        "x * x - x": lambda x: x * x - x,
        "roots": lambda x: f["sqrt"](f["abs"](x)) + f["rsqrt"](f["square"](x) + 0.5),
        "logarithm": lambda x: f["log"](f["abs"](x) + 2) + f["exp"](x * 0.1),
        "relu": f["relu"],
        "relu6": f["relu6"],
        "sigmoid": f["sigmoid"],
        "silu": f["silu"],
        "gelu": lambda x: f["gelu"](x, approximate=True),
        "gelu exact": lambda x: f["gelu"](x, approximate=False),
        "leaky relu": lambda x: f["leaky"](x, 0.1),
        "hard swish of MobileNetV3": lambda x: x * (L.ReLU(6.0)(x + 3.0) * (1.0 / 6.0)),
        "softmax": f["softmax"],
        "softmax of rows": lambda x: f["softmax"](x, axis=1),
        "maximum": lambda x: f["maximum"](x, 0.5),
        "minimum": lambda x: f["minimum"](x, -0.5),
        "maximum of two": lambda x: f["maximum"](x, x * 0.5),
        "clip": lambda x: f["clip"](x, -1.0, 2.0),
        "clip at 6": lambda x: f["clip"](x, 0.0, 6.0),
        "mean": lambda x: f["mean"](x, axis=[1, 2]),
        "mean kept": lambda x: f["mean"](x, axis=[1, 2], keepdims=True),
        "mean of channels": lambda x: f["mean"](x, axis=-1, keepdims=True),
        "max of channels": lambda x: f["max"](x, axis=-1, keepdims=True),
        "min of rows": lambda x: f["min"](x, axis=1),
        "sum of columns": lambda x: f["sum"](x, axis=2),
        "concat": lambda x: f["concat"]([x, x * 2], -1),
        "reshape": lambda x: f["reshape"](x, [-1, 80, 6]),
        "transpose": lambda x: f["transpose"](x, [0, 2, 1, 3]),
        "rows from 1": lambda x: x[:, 1:],
        "every second": lambda x: x[:, ::2, 1:-1],
        "one row": lambda x: x[:, 3],
        "last channels": lambda x: x[..., -2:],
        "new axis": lambda x: x[:, None],
        "expand and squeeze": lambda x: f["squeeze"](f["expand"](x, 2), 2),
        "pad": lambda x: f["pad"](x, [[0, 0], [1, 2], [0, 1], [0, 0]]),
        "unit": lambda x: f["l2"](x, -1),
        "identity": lambda x: f["identity"](x) + x,
    }
    if generation == 2:
        image["depth to space"] = lambda x: tf.nn.depth_to_space(L.Conv2D(8, 1)(x), 2)
        image["space to depth"] = lambda x: tf.nn.space_to_depth(x, 2)
        image["average pool"] = lambda x: tf.nn.avg_pool2d(x, 2, 2, "SAME")
        image["max pool"] = lambda x: tf.nn.max_pool2d(x, 3, 2, "VALID")
        resize = tf.image.resize
    else:
        image["average pool"] = lambda x: o.average_pool(x, 2, 2, "same")
        image["max pool"] = lambda x: o.max_pool(x, 3, 2, "valid")
        resize = o.image.resize
    image["resize"] = lambda x: resize(x, (12, 5))
    image["resize, nearest"] = lambda x: resize(x, (16, 20), "nearest")
    signal = {
        "mean of signals": lambda x: f["mean"](x, axis=1),
        "part of signals": lambda x: x[:, 2:8] * x[:, 3:9],
        "one minus gate": lambda x: (1 - f["sigmoid"](x)) * x,
    }
    signal["attention"] = lambda x: f["matmul"](
        f["softmax"](f["matmul"](x, f["transpose"](x, [0, 2, 1])) * 0.4), x
    )
    signal["product with @"] = lambda x: L.Permute((2, 1))(x) @ x
    if generation == 2:
        signal["product with transposed"] = lambda x: tf.matmul(x, x, transpose_b=True)
        signal["product of transposed"] = lambda x: tf.matmul(x, x, transpose_a=True)
    else:
        signal["einsum as product"] = lambda x: o.einsum("bik,bjk->bij", x, x)
        image["einsum"] = lambda x: o.einsum("bhwc,bhvd->bcwdv", x, x)
        image["einsum with all summed"] = lambda x: o.einsum("bhwc,bhwd->bcd", x, x)
    ends = [2, 3, 1] if generation == 2 else [2, 5]
    image.update({
        "split": lambda x: f["split"](x, 2, axis=2)[1] * f["split"](x, 2, axis=2)[0],
        "split unevenly": lambda x: f["split"](x, ends, axis=-1)[1],
        "unstack": lambda x: (lambda rows: rows[0] + rows[2])(f["unstack"](x, axis=1)),
        "stack": lambda x: f["stack"]([x, x * 2, 1 - x], axis=2),
        "tile": lambda x: f["tile"](x, [1, 2, 1, 3]),
        "repeat": lambda x: f["repeat"](x, 3, axis=2),
        "roll": lambda x: f["roll"](x, [-1, 3], axis=[1, 2]),
        "log softmax": f["log softmax"],
        "variance": lambda x: f["var"](x, axis=[1, 2]),
        "deviation": lambda x: f["std"](x, axis=-1, keepdims=True),
        "cube": lambda x: f["power"](x, 3),
        "root of cube": lambda x: f["power"](f["abs"](x) + 0.1, 1.5),
        "channels shuffled": lambda x: f["reshape"](
            f["transpose"](f["reshape"](x, [-1, 8, 10, 2, 3]), [0, 1, 2, 4, 3]), [-1, 8, 10, 6]
        ),
    })
    if generation == 2:
        image["log sigmoid"] = tf.math.log_sigmoid
        image["sum of list"] = lambda x: tf.add_n([x, x * 2, x])
    else:
        image["celu"] = lambda x: o.celu(x, 0.6)
        image["soft shrink"] = lambda x: o.soft_shrink(x, 0.3)
        image["hard shrink"] = lambda x: o.hard_shrink(x, 0.1)
        image["threshold"] = lambda x: o.threshold(x, 0.1, 0.05)
        image["swap axes"] = lambda x: o.swapaxes(x, 1, 2)
        image["move axis"] = lambda x: o.moveaxis(x, -1, 1)
    image["product of rows"] = lambda x: f["matmul"](x, f["transpose"](x, [0, 1, 3, 2]))
    all = {"operator: " + k: (IMAGE, v) for k, v in image.items()}
    all.update({"operator: " + k: (SIGNAL, v) for k, v in signal.items()})
    return all
