"""Writes models with channels first, each with inputs and outputs in NHWC.

channels_first.py GENERATION FOLDER [NAME ... | half]   (GENERATION: 2 or 3; half: every other
model, those that the other generation does not take)

XLA computes them, as TensorFlow has no kernels for channels first on a CPU. No image is as wide
as a biased convolution has filters: Keras 3 adds the bias to its columns then.
"""
import os
import sys

generation, folder, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
os.environ['TF_USE_LEGACY_KERAS'] = '1' if generation == '2' else '0'
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf

if generation == '2':
    import tf_keras as keras
    keras.backend.set_image_data_format('channels_first')
else:
    import keras
    keras.config.set_image_data_format('channels_first')
L = keras.layers
apps = keras.applications
LAST = dict(data_format='channels_last')
FIRST = dict(data_format='channels_first')
IMAGE = (3, 9, 8)
SIGNAL = (4, 11)
MODELS = {}
AS_IN_FILE = set()


def model(build):
    MODELS[build.__name__] = build
    return build


def one(name, layer, *shapes):
    """A model of one layer between convolutions that take channels first."""
    def build():
        inputs = [L.Input(s) for s in shapes]
        conv = {3: L.Conv2D, 2: L.Conv1D}[len(shapes[0])]
        between = [conv(4, 1, **FIRST)(i) for i in inputs]
        return keras.Model(inputs, layer(*between))
    MODELS[name] = build


def alone(name, layer, shape):
    """A model of one layer alone."""
    def build():
        i = L.Input(shape)
        return keras.Model(i, layer(i))
    MODELS[name] = build


# Layers with data_format.
alone('conv2d', L.Conv2D(5, (3, 2), strides=(2, 1), padding='same', activation='relu'), IMAGE)
alone('conv2d_softmax', L.Conv2D(5, 3, activation='softmax'), IMAGE)
alone('conv2d_groups', L.Conv2D(9, 3, groups=3, dilation_rate=(2, 1)), IMAGE)
alone('conv2d_any_size', L.Conv2D(6, 3, padding='same'), (3, None, None))
alone('conv2d_transpose', L.Conv2DTranspose(5, (3, 2), strides=2, padding='same'), IMAGE)
alone('conv2d_transpose_valid', L.Conv2DTranspose(5, 3, strides=2, output_padding=1), IMAGE)
alone('depthwise2d', L.DepthwiseConv2D(3, depth_multiplier=2, padding='same'), IMAGE)
alone('separable2d', L.SeparableConv2D(5, 3, strides=2, activation='elu'), IMAGE)
alone('conv1d', L.Conv1D(5, 3, strides=2, padding='same', activation='tanh', **FIRST), SIGNAL)
alone('conv1d_causal', L.Conv1D(5, 3, padding='causal', dilation_rate=2, **FIRST), SIGNAL)
alone('conv1d_transpose', L.Conv1DTranspose(5, 3, strides=2, padding='same', **FIRST), SIGNAL)
alone('depthwise1d', L.DepthwiseConv1D(3, depth_multiplier=2, **FIRST), SIGNAL)
alone('separable1d', L.SeparableConv1D(5, 3, padding='same', **FIRST), SIGNAL)
alone('max2d', L.MaxPooling2D((3, 2), strides=(2, 1), padding='same'), IMAGE)
alone('average2d', L.AveragePooling2D(2, padding='same'), IMAGE)
alone('max1d', L.MaxPooling1D(3, strides=2, **FIRST), SIGNAL)
alone('average1d', L.AveragePooling1D(2, padding='same', **FIRST), SIGNAL)
for kind in ('Average', 'Max'):
    for keep in (False, True):
        name = f'global_{kind.lower()}' + ('_kept' if keep else '')
        alone(name + '2d', getattr(L, f'Global{kind}Pooling2D')(keepdims=keep), IMAGE)
        alone(name + '1d', getattr(L, f'Global{kind}Pooling1D')(keepdims=keep, **FIRST), SIGNAL)
alone('up2d', L.UpSampling2D((2, 3)), IMAGE)
alone('up2d_bilinear', L.UpSampling2D(2, interpolation='bilinear'), IMAGE)
alone('pad2d', L.ZeroPadding2D(((1, 2), (0, 3))), IMAGE)
alone('crop2d', L.Cropping2D(((1, 2), (0, 3))), IMAGE)
alone('flatten_first', L.Flatten(), IMAGE)
one('flatten_last', L.Flatten(**LAST), IMAGE)
one('spatial_dropout2d', L.SpatialDropout2D(0.3), IMAGE)
if generation == '3':
    alone('resizing', L.Resizing(6, 14), IMAGE)
    alone('resizing_nearest', L.Resizing(6, 4, interpolation='nearest'), IMAGE)
    alone('pad1d', L.ZeroPadding1D((1, 2), **FIRST), SIGNAL)

# Layers with axes, and those without a format of their own.
one('batch_norm', L.BatchNormalization(axis=1), IMAGE)
one('batch_norm_columns', L.BatchNormalization(), IMAGE)
one('batch_norm_signal', L.BatchNormalization(axis=1), SIGNAL)
one('layer_norm', L.LayerNormalization(axis=1), IMAGE)
one('layer_norm_image', L.LayerNormalization(axis=[1, 2, 3]), IMAGE)
one('layer_norm_rows', L.LayerNormalization(axis=[2, 3]), IMAGE)
one('group_norm', L.GroupNormalization(groups=2, axis=1), IMAGE)
one('unit_norm', L.UnitNormalization(axis=1), IMAGE)
one('normalization', L.Normalization(axis=1), IMAGE)
one('normalization_wide', L.Normalization(axis=(1, 3)), IMAGE)
one('rescaling', L.Rescaling(0.5, offset=-1), IMAGE)
one('softmax_channels', L.Softmax(axis=1), IMAGE)
one('softmax_columns', L.Softmax(), IMAGE)
one('activation_softmax', L.Activation('softmax'), IMAGE)
one('prelu_shared', L.PReLU(shared_axes=[2, 3]), IMAGE)
one('prelu_rows', L.PReLU(shared_axes=[3]), IMAGE)
one('prelu_all', L.PReLU(), IMAGE)
one('prelu_signal', L.PReLU(shared_axes=[2]), SIGNAL)
one('leaky', L.LeakyReLU(), IMAGE)
one('dropout_shared', L.Dropout(0.3, noise_shape=(None, None, 1, 1)), IMAGE)
one('concat_channels', lambda a, b: L.Concatenate(axis=1)([a, b]), IMAGE, IMAGE)
one('concat_rows', lambda a, b: L.Concatenate(axis=2)([a, b]), IMAGE, (3, 5, 8))
one('concat_columns', lambda a, b: L.Concatenate()([a, b]), IMAGE, (3, 9, 5))
one('multiply', lambda a, b: L.Multiply()([a, b]), IMAGE, (3, 1, 1))
one('average', lambda a, b: L.Average()([a, b]), SIGNAL, SIGNAL)
one('dot', lambda a, b: L.Dot(axes=(1, 1))([a, b]), SIGNAL, (4, 9))
one('dense', L.Dense(5, activation='relu'), IMAGE)
one('reshape', L.Reshape((8, 36)), IMAGE)
one('permute', L.Permute((2, 3, 1)), IMAGE)
one('permute_other', L.Permute((3, 1, 2)), IMAGE)
one('up1d', L.UpSampling1D(2), SIGNAL)
one('crop1d', L.Cropping1D((1, 0)), SIGNAL)
one('repeat', lambda a: L.RepeatVector(3)(L.GlobalMaxPooling2D()(a)), IMAGE)
AS_IN_FILE |= {
    'layer_norm_image', 'prelu_rows', 'prelu_all', 'dense', 'reshape', 'permute', 'permute_other',
    'up1d', 'crop1d', 'repeat', 'normalization_wide', 'dot'}


@model
def operators():
    i = x = L.Input(IMAGE)
    x = L.Conv2D(6, 3, padding='same')(x)
    reduced = tf.reduce_mean if generation == '2' else keras.ops.mean
    keep = {'keepdims': True}
    gate = reduced(x, axis=[2, 3], **keep)
    x = (x - gate) * 2 + x[:, :1] / (x[:, 3:4, ::1] * x[:, 3:4] + 1)
    vector = reduced(x, axis=[2, 3])
    columns = reduced(x[..., 2:6], axis=2)
    rows = reduced(x, axis=1)
    last = x[:, :, 1]
    return keras.Model(i, [x, vector, columns, rows, last])


@model
def transposed():
    """From channels first to channels last in the middle."""
    i = x = L.Input(IMAGE)
    x = L.Conv2D(4, 3, padding='same')(x)
    turned = tf.transpose(x, [0, 2, 3, 1]) if generation == '2' else keras.ops.transpose(x, [0, 2, 3, 1])
    y = L.Conv2D(4, 3, padding='same', **LAST)(turned)
    y = L.BatchNormalization()(y)
    z = L.Add()([L.Permute((3, 1, 2))(y), x])
    return keras.Model(i, L.Activation('relu')(z))


@model
def permuted_input():
    """A network with channels last behind an input with channels first: the input stays."""
    i = L.Input(IMAGE)
    x = L.Conv2D(4, 3, **LAST)(L.Permute((2, 3, 1))(i))
    x = L.Conv2D(2, 3, **FIRST)(L.Permute((3, 1, 2))(x))
    return keras.Model(i, x)


@model
def unet():
    i = x = L.Input((1, 32, 32))

    def block(x, f):
        for _ in range(2):
            x = L.Conv2D(f, 3, padding='same', use_bias=False)(x)
            x = L.Activation('relu')(L.BatchNormalization(axis=1)(x))
        return x
    skips = []
    for f in (8, 12):
        x = block(x, f)
        skips.append(x)
        x = L.MaxPooling2D()(x)
    x = block(x, 16)
    for f, s in zip((12, 8), reversed(skips)):
        x = L.Conv2DTranspose(f, 2, strides=2, padding='same')(x)
        x = block(L.Concatenate(axis=1)([x, s]), f)
    return keras.Model(i, L.Conv2D(1, 1, activation='sigmoid')(x))


@model
def squeeze_and_excite():
    i = x = L.Input((3, 28, 28))
    x = L.Rescaling(1 / 127.5, offset=-1)(x)
    x = L.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = L.Conv2D(8, 3, strides=2)(x)
    for f in (12, 16):
        y = L.Conv2D(2 * f, 1, use_bias=False)(x)
        y = L.ReLU(6.0)(L.BatchNormalization(axis=1)(y))
        y = L.DepthwiseConv2D(3, padding='same')(y)
        g = L.Reshape((2 * f, 1, 1))(L.GlobalAveragePooling2D()(y))
        g = L.Conv2D(4, 1, activation='swish')(g)
        g = L.Conv2D(2 * f, 1, activation='hard_sigmoid')(g)
        y = L.Conv2D(f, 1)(L.Multiply()([y, g]))
        x = L.Add()([y, L.Conv2D(f, 1)(x)])
    x = L.GlobalAveragePooling2D(keepdims=True)(x)
    x = L.Reshape((5,))(L.Conv2D(5, 1)(L.Dropout(0.1)(x)))
    return keras.Model(i, L.Activation('softmax')(x))


def classifier(flatten):
    net = keras.Sequential([L.Input((2, 12, 10))])
    net.add(L.Conv2D(6, 3, activation='relu'))
    net.add(L.MaxPooling2D())
    net.add(flatten)
    net.add(L.Dense(10, activation='relu'))
    net.add(L.Dense(4, activation='softmax'))
    return net


MODELS['flatten_dense'] = lambda: classifier(L.Flatten())
MODELS['flatten_last_dense'] = lambda: classifier(L.Flatten(**LAST))
MODELS['reshape_dense'] = lambda: classifier(L.Reshape((-1,)))


@model
def nested():
    """An encoder used twice, a decoder, and an activation for both orders."""
    e = s = L.Input((2, 16, 16))
    e = L.Conv2D(6, 3, padding='same')(e)
    act = L.LeakyReLU()
    skip = e = act(e)
    e = L.AveragePooling2D(2)(e)
    encoder = keras.Model(s, [L.PReLU(shared_axes=[2, 3])(e), skip], name='encoder')
    decoder = keras.Sequential(
        [L.Input((12, 8, 8)), L.Conv2DTranspose(5, 3, strides=2, padding='same'), L.LeakyReLU()],
        name='decoder')
    a, b = L.Input((2, 16, 16)), L.Input((2, 16, 16))
    (ea, sa), (eb, sb) = encoder(a), encoder(b)
    up = decoder(L.Concatenate(axis=1)([ea, eb]))
    joined = L.Concatenate(axis=1)([up, L.Subtract()([sa, sb])])
    x = L.Conv2D(2, 3, padding='same')(joined)
    flat = act(L.Dense(3)(L.Reshape((8, 64))(x)))
    return keras.Model([a, b], [x, L.Flatten(**LAST)(flat)], name='changes')


@model
def signals():
    i = x = L.Input((3, 96))
    for f in (8, 12):
        y = L.Conv1D(f, 7, padding='causal', dilation_rate=2, **FIRST)(x)
        y = L.LayerNormalization(axis=1)(y)
        y = L.SeparableConv1D(f, 3, padding='same', activation='gelu', **FIRST)(y)
        g = L.Dense(f, activation='sigmoid')(L.GlobalAveragePooling1D(**FIRST)(y))
        y = L.Multiply()([y, L.Reshape((f, 1))(g)])
        x = L.MaxPooling1D(2, **FIRST)(L.Add()([y, L.Conv1D(f, 1, **FIRST)(x)]))
    x = L.Conv1DTranspose(5, 2, strides=2, **FIRST)(x)
    return keras.Model(i, L.Softmax(axis=1)(x))


def app(name, side, **more):
    return lambda: getattr(apps, name)(
        weights=None, input_shape=(3, side, side), classes=10, classifier_activation=None, **more)


MODELS['mobilenet'] = app('MobileNet', 64, alpha=0.25)
MODELS['mobilenet_v2'] = app('MobileNetV2', 64, alpha=0.35)
MODELS['mobilenet_v3_small'] = app('MobileNetV3Small', 64)
MODELS['efficientnet_b0'] = app('EfficientNetB0', 64)
MODELS['resnet50'] = app('ResNet50', 64)
MODELS['vgg16'] = lambda: apps.VGG16(
    weights=None, include_top=False, input_shape=(3, 48, 48), pooling='max')


def perturbed(value, path, rng):
    """Weights that keep signals alive and show every error of order."""
    kind = path.split('/')[-1].split(':')[0]
    if kind in ('gamma', 'moving_variance', 'variance'):
        return rng.uniform(0.7, 1.3, value.shape)
    if kind in ('beta', 'moving_mean', 'bias', 'mean', 'alpha'):
        return rng.normal(0, 0.1, value.shape)
    if kind == 'count':
        return value
    return value + 0.02 * value.std() * rng.normal(size=value.shape)


def nhwc(name, array):
    moves = array.ndim > 2 and name not in AS_IN_FILE
    return np.ascontiguousarray(np.moveaxis(array, 1, -1)) if moves else array


def write(name):
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(11)
    net = MODELS[name]()
    paths = [getattr(w, 'path', w.name) for w in net.weights]
    net.set_weights([perturbed(v, p, rng) for v, p in zip(net.get_weights(), paths)])
    for layer in net.layers:
        if hasattr(layer, 'finalize_state'):
            layer.finalize_state()
    scale = 255 if name in ('mobilenet_v3_small', 'efficientnet_b0', 'squeeze_and_excite') else 1
    inputs = [rng.uniform(0, scale, (2,) + tuple(d or 9 for d in i.shape[1:])).astype('float32')
              for i in net.inputs]
    call = tf.function(lambda x: net(x, training=False), jit_compile=True)
    outputs = call([tf.constant(x) for x in inputs] if len(inputs) > 1 else tf.constant(inputs[0]))
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    for k, array in enumerate(inputs):
        np.save(f'{folder}/{name}.in{k}.npy', nhwc('' if name != 'permuted_input' else 'reshape', array))
    for k, array in enumerate(outputs):
        array = np.asarray(array)
        assert np.isfinite(array).all() and array.std() > 0, name
        in_file = name == 'operators' and k in (3, 4)
        np.save(f'{folder}/{name}.out{k}.npy', nhwc('reshape' if in_file else name, array))
    net.save(f'{folder}/{name}.' + ('h5' if generation == '2' else 'keras'))
    print(name, net.count_params(), flush=True)


if wanted == ['half']:
    wanted = list(MODELS)[int(generation) % 2::2]
failures = []
for name in wanted or MODELS:
    try:
        write(name)
    except Exception as e:
        failures.append(f'{name}: {type(e).__name__}: {e}'[:900])
sys.exit('\n'.join(failures) if failures else 0)
