"""Prints each file that real Keras does not compute as before: compare.py FOLDER."""
import glob, os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np, keras, tf_keras

for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.written.*"))):
    stem, ending = path.split(".written")
    K = {".h5": tf_keras, ".keras": keras}[ending]
    K.backend.clear_session()
    try:
        model = K.models.load_model(path, compile=False)
        x = [np.load(f) for f in sorted(glob.glob(stem + ".input*.npy"))]
        y = np.load(stem + ".output.npy")
        error = np.abs(np.asarray(model(x if len(x) > 1 else x[0], training=False)) - y).max()
        if not error <= 1e-5 * max(1, np.abs(y).max()):
            raise ValueError(f"the largest difference is {error}")
    except Exception as e:
        print("DIFFERS", os.path.basename(path), type(e).__name__, str(e).split("\n")[0][:200])
