"""Has real Keras load what Cortado wrote and compute the stored outputs.

reread.py GENERATION FOLDER TOLERANCE   reads FOLDER/NAME.written.(h5|keras)
"""
import glob
import os
import sys

generation, folder, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
os.environ['TF_USE_LEGACY_KERAS'] = '1' if generation == '2' else '0'
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np

if generation == '2':
    import tf_keras as keras
else:
    import keras

customs = {}
if generation == '2':
    from tf_keras.src.applications.convnext import LayerScale

    customs['LayerScale'] = LayerScale

failures = []
paths = sorted(glob.glob(f'{folder}/*.written.*'))
for path in paths:
    stem = path[:path.index('.written')]
    try:
        keras.backend.clear_session()
        model = keras.models.load_model(path, compile=False, custom_objects=customs)
        inputs = [np.load(p) for p in sorted(glob.glob(stem + '.in*.npy'))]
        outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
        outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        for k, array in enumerate(outputs):
            wanted = np.load(f'{stem}.out{k}.npy')
            error = np.abs(array - wanted).max() / np.abs(wanted).max()
            if not error <= tolerance:
                failures.append(f'{path}: output {k} differs by {error:.2g}')
    except Exception as e:
        failures.append(f'{path}: {type(e).__name__}: {e}'[:2000])
print(f'{len(paths)} files loaded by Keras {keras.__version__}')
sys.exit('\n'.join(failures) if failures else 0)
