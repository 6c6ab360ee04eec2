"""Loads what Cortado wrote of each model by real Keras and compares: compare.py FOLDER.

NAME.original.h5 or .keras is what Cortado read; where it is there, Keras computes it anew, as its
output differs a little from machine to machine, and a little more between its generations.

Keras 3 cannot load models in models from an .h5 file of Keras 2, not even from Keras 2's own.
"""
import glob, os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np, keras, tf_keras

for first in sorted(glob.glob(os.path.join(sys.argv[1], "*.output0.npy"))):
    stem = first[: -len(".output0.npy")]
    load = lambda kind: [np.load(p) for p in sorted(glob.glob(f"{stem}.{kind}?.npy"))]
    xs, ys = load("input"), load("output")
    nested, near = False, {tf_keras: 1e-6, keras: 1e-6}
    for original in glob.glob(f"{stem}.original.*"):
        K = tf_keras if os.path.basename(stem).startswith(("k2", "unet")) else keras
        ys = [np.asarray(K.models.load_model(original, compile=False)(xs[0], training=False))]
        near[keras if K is tf_keras else tf_keras] = 1e-5
    for K, ending in ((tf_keras, "h5"), (keras, "h5"), (keras, "keras")):
        if nested and (K, ending) == (keras, "h5"):
            continue
        what = f"{os.path.basename(stem)} as .{ending} in {K.__name__}"
        try:
            model = K.models.load_model(f"{stem}.written.{ending}", compile=False)
            nested |= any(isinstance(l, K.Model) for l in model.layers)
            got = model(xs if len(xs) > 1 else xs[0], training=False)
            got = got if isinstance(got, (list, tuple)) else [got]
            error = max(np.abs(np.asarray(a) - b).max() / np.abs(b).max() for a, b in zip(got, ys))
            wrong = len(got) != len(ys) or not error <= near[K]
            print(f"WRONG {what}: {error}" if wrong else f"same {what}")
        except Exception as e:
            print(f"FAILED {what}: {str(e).strip()[-600:]}")
