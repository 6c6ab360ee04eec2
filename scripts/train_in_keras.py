"""Trains a model in Keras, an epoch for each line of standard input, and prints the seconds of each:
train_in_keras.py plain|pruned MODEL.h5 X.npy Y.npy BATCH EPOCHS.

pruned: by TFMOT, as magnitude pruning of all weights from 0 to 80 % over EPOCHS.
"""
import os, sys, time

os.environ.update(TF_USE_LEGACY_KERAS="1", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import numpy as np
import tensorflow as tf
import tf_keras as keras

way, file, inputs, targets, batch, epochs = sys.argv[1:]
x, y, batch, epochs = np.load(inputs), np.load(targets), int(batch), int(epochs)


def focal_tversky(y, p, alpha=0.7, gamma=0.75, smooth=1.0):
    y, p = tf.reshape(y, [-1]), tf.reshape(p, [-1])
    hit = tf.reduce_sum(y * p)
    missed, wrong = tf.reduce_sum(y * (1 - p)), tf.reduce_sum((1 - y) * p)
    index = (hit + smooth) / (hit + alpha * missed + (1 - alpha) * wrong + smooth)
    return tf.pow(1 - index, gamma)


model = keras.models.load_model(file, compile=False)
callbacks = []
if way == "pruned":
    from tensorflow_model_optimization.sparsity import keras as sparsity

    steps = -(-len(x) // batch) * epochs
    schedule = sparsity.PolynomialDecay(0.0, 0.8, 0, steps)
    model = sparsity.prune_low_magnitude(model, pruning_schedule=schedule)
    callbacks = [sparsity.UpdatePruningStep()]
model.compile(keras.optimizers.Adam(1e-4), focal_tversky)
for _ in sys.stdin:
    start = time.perf_counter()
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0, callbacks=callbacks)
    print(time.perf_counter() - start, flush=True)
