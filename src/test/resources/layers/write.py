"""Writes each model of the matrix with its input and output: write.py FOLDER GENERATIONS ONLY.

A module of this folder with a function models(L, generation) defines models, L being the layers of
Keras 2 or 3: {"Class: variant": (shapes of the inputs, function of the inputs)}. Shapes are without
the batch; None is an extent of any size. The weights are random, the same in both generations.
"""
import glob, importlib, os, sys, zlib
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np, keras, tf_keras

folder, only = sys.argv[1], sys.argv[3]
generations = [int(g) for g in sys.argv[2].split(",")]
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
modules = [os.path.basename(f)[:-3] for f in sorted(glob.glob(os.path.join(here, "*.py")))]
modules = [importlib.import_module(m) for m in modules if m not in ("write", "compare")]


def fill(weights, rng):
    for w in weights:
        shape = tuple(w.shape)
        w.assign(rng.uniform(0.5, 2, shape) if "variance" in w.name else rng.normal(0, 0.5, shape))


lines = []
for generation in generations:
    K = {2: tf_keras, 3: keras}[generation]
    K.utils.set_random_seed(1)
    defined = {}
    for m in modules:
        defined.update(m.models(K.layers, generation))
    for i, (name, (shapes, layers)) in enumerate(sorted(defined.items())):
        if only not in name:
            continue
        K.backend.clear_session()
        rng = np.random.default_rng(zlib.crc32(name.encode()))
        many = isinstance(shapes, list)
        inputs = [K.layers.Input(s) for s in (shapes if many else [shapes])]
        model = K.Model(inputs if many else inputs[0], layers(*inputs))
        fill(model.weights, rng)
        for layer in model.layers:
            if hasattr(layer, "finalize_state"):
                layer.finalize_state()  # Normalization keeps copies of its weights
        x = [rng.normal(0, 2, (2,) + tuple(d or 9 for d in t.shape[1:])).astype("f") for t in inputs]
        y = model(x if many else x[0], training=False)
        stem = os.path.join(folder, f"{generation}-{i}")
        model.save(stem + {2: ".h5", 3: ".keras"}[generation])
        for k, t in enumerate(x):
            np.save(f"{stem}.input{k}.npy", t)
        np.save(stem + ".output.npy", np.asarray(y))
        lines.append(f"{generation}\t{i}\t{len(x)}\t{name}")
with open(os.path.join(folder, "models.tsv"), "w") as f:
    f.write("\n".join(lines) + "\n")
