"""Loads what Cortado wrote of each model by real Keras and compares: compare.py FOLDER.

NAME.original.h5 or .keras is what Cortado read; where it is there, the same Keras computes it anew,
as outputs differ a little from machine to machine. An original that the other generation cannot
load is computed by its own; the two choose other kernels, and differ by more.

Keras 3 cannot load models in models from an .h5 file of Keras 2, not even from Keras 2's own.
"""
import glob, os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np, keras, tf_keras

for first in sorted(glob.glob(os.path.join(sys.argv[1], "*.output0.npy"))):
    stem = first[: -len(".output0.npy")]
    load = lambda kind: [np.load(p) for p in sorted(glob.glob(f"{stem}.{kind}?.npy"))]
    xs, ys = load("input"), load("output")
    nested, near, expected = False, {}, {}
    for original in glob.glob(f"{stem}.original.*"):
        for K in (tf_keras, keras):
            try:
                model = K.models.load_model(original, compile=False)
                expected[K] = [np.asarray(model(xs[0], training=False))]
            except Exception:
                near[K] = 3e-5
    for K, ending in ((tf_keras, "h5"), (keras, "h5"), (keras, "keras")):
        if nested and (K, ending) == (keras, "h5"):
            continue
        what = f"{os.path.basename(stem)} as .{ending} in {K.__name__}"
        try:
            model = K.models.load_model(f"{stem}.written.{ending}", compile=False)
            nested |= any(isinstance(l, K.Model) for l in model.layers)
            got = model(xs if len(xs) > 1 else xs[0], training=False)
            got = got if isinstance(got, (list, tuple)) else [got]
            want = expected.get(K) or next(iter(expected.values()), ys)
            error = max(np.abs(np.asarray(a) - b).max() / np.abs(b).max() for a, b in zip(got, want))
            wrong = len(got) != len(want) or not error <= near.get(K, 1e-6)
            print(f"WRONG {what}: {error}" if wrong else f"same {what}")
        except Exception as e:
            print(f"FAILED {what}: {str(e).strip()[-600:]}")
