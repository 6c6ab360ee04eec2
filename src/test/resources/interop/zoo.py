"""Writes models of the Keras zoo with random weights, each with an input and Keras' output.

zoo.py GENERATION FOLDER [NAME ... | -NAME ...]   (GENERATION: 2 or 3; -NAME: all but it)
"""
import os
import sys

generation, folder, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
os.environ['TF_USE_LEGACY_KERAS'] = '1' if generation == '2' else '0'
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import architectures
import numpy as np

if generation == '2':
    import tf_keras as keras
else:
    import keras
L = keras.layers
apps = keras.applications


def app(name, side, **more):
    def build():
        return getattr(apps, name)(
            weights=None, input_shape=(side, side, 3), classes=10, **more)
    return build


def logits(name, side, **more):
    return app(name, side, classifier_activation=None, **more)


def conv_block(x, filters, norm=True, act='relu'):
    for _ in range(2):
        x = L.Conv2D(filters, 3, padding='same', use_bias=not norm)(x)
        x = L.BatchNormalization()(x) if norm else x
        x = L.Activation(act)(x)
    return x


def attention_unet():
    """Gates on the skip connections (Oktay et al., 2018)."""
    i = x = L.Input((32, 32, 1))
    skips = []
    for f in (8, 16):
        x = conv_block(x, f)
        skips.append(x)
        x = L.MaxPooling2D()(x)
    x = conv_block(x, 32)
    for f, s in zip((16, 8), reversed(skips)):
        x = L.Conv2DTranspose(f, 2, strides=2, padding='same')(x)
        gate = L.Activation('relu')(L.Add()([L.Conv2D(f // 2, 1)(x), L.Conv2D(f // 2, 1)(s)]))
        gate = L.Activation('sigmoid')(L.Conv2D(1, 1)(gate))
        x = conv_block(L.Concatenate()([x, L.Multiply()([s, gate])]), f)
    return keras.Model(i, L.Conv2D(1, 1, activation='sigmoid')(x), name='attention_unet')


def residual_unet():
    """Residual blocks and strided convolutions (Zhang et al., 2018)."""
    i = L.Input((32, 32, 3))

    def block(x, f, stride=1):
        y = L.Activation('relu')(L.BatchNormalization()(x))
        y = L.Conv2D(f, 3, strides=stride, padding='same')(y)
        y = L.Activation('relu')(L.BatchNormalization()(y))
        y = L.Conv2D(f, 3, padding='same')(y)
        return y + L.Conv2D(f, 1, strides=stride, padding='same')(x)
    a = block(i, 8)
    b = block(a, 16, 2)
    c = block(b, 32, 2)
    x = block(L.concatenate([L.UpSampling2D()(c), b]), 16)
    x = block(L.concatenate([L.UpSampling2D(interpolation='bilinear')(x), a]), 8)
    return keras.Model(i, L.Conv2D(4, 1, activation='softmax')(x), name='residual_unet')


def nested_unet():
    """U-Net++ with its outputs at all depths (Zhou et al., 2018)."""
    i = L.Input((32, 32, 1))
    f = (6, 8, 10)
    grid = {}
    for row in range(3):
        x = i if row == 0 else L.MaxPooling2D()(grid[row - 1, 0])
        grid[row, 0] = conv_block(x, f[row], norm=False, act='elu')
    for column in (1, 2):
        for row in range(3 - column):
            up = L.UpSampling2D()(grid[row + 1, column - 1])
            before = [grid[row, c] for c in range(column)]
            grid[row, column] = conv_block(L.Concatenate()(before + [up]), f[row], act='swish')
    outputs = [L.Conv2D(1, 1, activation='sigmoid', name=f'out{c}')(grid[0, c]) for c in (1, 2)]
    return keras.Model(i, outputs, name='nested_unet')


def encoder_decoder():
    """An encoder and a decoder as models of their own, the encoder shared by two inputs."""
    e = s = L.Input((16, 16, 2))
    e = conv_block(e, 6)
    skip = e
    e = L.AveragePooling2D(2)(e)
    encoder = keras.Model(s, [L.PReLU(shared_axes=[1, 2])(e), skip], name='encoder')
    decoder = keras.Sequential(
        [L.Input((8, 8, 12)), L.Conv2DTranspose(5, 3, strides=2, padding='same'), L.LeakyReLU()],
        name='decoder')
    a, b = L.Input((16, 16, 2)), L.Input((16, 16, 2))
    (ea, sa), (eb, sb) = encoder(a), encoder(b)
    up = decoder(L.Concatenate()([ea, eb]))
    joined = L.Concatenate()([up, L.Subtract()([sa, sb])])
    return keras.Model([a, b], L.Conv2D(2, 3, padding='same')(joined), name='change_detector')


def dense_aspp():
    """Dilated branches beside a pooled one, as DeepLab has them (Chen et al., 2017)."""
    i = x = L.Input((32, 32, 3))
    x = conv_block(L.Rescaling(1 / 127.5, offset=-1)(x), 8)
    x = L.MaxPooling2D(3, strides=2, padding='same')(x)
    branches = [L.Conv2D(6, 1, padding='same', activation='relu')(x)]
    for rate in (2, 3):
        y = L.DepthwiseConv2D(3, padding='same', dilation_rate=rate)(x)
        branches.append(L.Conv2D(6, 3, padding='same', dilation_rate=rate, activation='relu')(y))
    pooled = L.GlobalAveragePooling2D(keepdims=True)(x)
    pooled = L.Conv2D(6, 1, activation='relu')(pooled)
    branches.append(L.UpSampling2D(16, interpolation='bilinear')(pooled))
    x = L.SpatialDropout2D(0.1)(L.Concatenate()(branches))
    x = L.UpSampling2D(2, interpolation='bilinear')(L.Conv2D(3, 1)(x))
    return keras.Model(i, L.Softmax()(x), name='aspp')


def signal_resnet():
    """A residual network of signals with squeeze and excitation."""
    i = x = L.Input((96, 3))
    for f in (8, 16):
        y = L.Conv1D(f, 7, padding='causal', dilation_rate=2)(x)
        y = L.LayerNormalization()(y)
        y = L.Activation('gelu')(y)
        y = L.SeparableConv1D(f, 3, padding='same')(y)
        g = L.Dense(f // 2, activation='relu')(L.GlobalAveragePooling1D()(y))
        g = L.Reshape((1, f))(L.Dense(f, activation='hard_sigmoid')(g))
        y = L.Multiply()([y, g])
        x = L.MaxPooling1D(2)(L.Add()([y, L.Conv1D(f, 1)(x)]))
    x = L.Dropout(0.3)(L.Flatten()(x))
    return keras.Model(i, L.Dense(4, activation='softmax')(x), name='signal_resnet')


MODELS = {
    'mobilenet': logits('MobileNet', 64, alpha=0.25),
    'mobilenet_v2': logits('MobileNetV2', 64, alpha=0.35),
    'mobilenet_v3_small': logits('MobileNetV3Small', 64),
    'mobilenet_v3_large': logits('MobileNetV3Large', 64, alpha=0.75, minimalistic=True),
    'efficientnet_b0': logits('EfficientNetB0', 64),
    'efficientnet_v2_b0': logits('EfficientNetV2B0', 64),
    'resnet50': logits('ResNet50', 64),
    'resnet50_v2': logits('ResNet50V2', 64),
    'densenet121': app('DenseNet121', 64),
    'inception_v3': logits('InceptionV3', 80),
    'inception_resnet_v2': logits('InceptionResNetV2', 80),
    'xception': logits('Xception', 75),
    'nasnet_mobile': app('NASNetMobile', 64),
    'convnext_tiny': logits('ConvNeXtTiny', 64),
    'vgg16': lambda: apps.VGG16(weights=None, include_top=False, input_shape=(48, 48, 3), pooling='max'),
    'attention_unet': attention_unet,
    'residual_unet': residual_unet,
    'nested_unet': nested_unet,
    'change_detector': encoder_decoder,
    'aspp': dense_aspp,
    'signal_resnet': signal_resnet,
    **architectures.models(keras, generation),
}


def perturbed(value, path, rng):
    """Weights that keep signals alive and show every error of folding."""
    kind = path.split('/')[-1].split(':')[0]
    if kind in ('gamma', 'moving_variance', 'variance'):
        return rng.uniform(0.7, 1.3, value.shape)
    if kind in ('beta', 'moving_mean', 'bias', 'mean'):
        return rng.normal(0, 0.1, value.shape)
    if kind == 'count':
        return value
    return value + 0.02 * value.std() * rng.normal(size=value.shape)


def write(name):
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(11)
    model = MODELS[name]()
    weights = model.weights
    paths = [getattr(w, 'path', w.name) for w in weights]
    model.set_weights([perturbed(v, p, rng) for v, p in zip(model.get_weights(), paths)])
    for layer in model.layers:
        if hasattr(layer, 'finalize_state'):
            layer.finalize_state()
    scale = 255 if 'mobilenet_v3' in name or 'efficientnet' in name or name in ('convnext_tiny', 'aspp') else 1
    inputs = [rng.uniform(0, scale, (2,) + tuple(i.shape[1:])).astype('float32') for i in model.inputs]
    outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    for k, array in enumerate(inputs):
        np.save(f'{folder}/{name}.in{k}.npy', array)
    for k, array in enumerate(outputs):
        assert np.isfinite(array).all() and array.std() > 0, name
        np.save(f'{folder}/{name}.out{k}.npy', array)
    model.save(f'{folder}/{name}.' + ('h5' if generation == '2' else 'keras'))
    print(name, model.count_params(), flush=True)


unwanted = {name[1:] for name in wanted if name.startswith('-')}
assert unwanted <= MODELS.keys(), unwanted - MODELS.keys()
for name in [n for n in wanted if n[1:] not in unwanted] or MODELS.keys() - unwanted:
    write(name)
