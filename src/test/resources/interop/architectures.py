"""Small networks of kinds that people bring, for either generation of Keras."""


def models(keras, generation):
    L = keras.layers
    if generation == '2':
        import tensorflow as tf

        mean, most, split, concat = tf.reduce_mean, tf.reduce_max, tf.split, tf.concat
        reshape, transpose, matmul, softmax = tf.reshape, tf.transpose, tf.matmul, tf.nn.softmax
        pixels = tf.nn.depth_to_space
    else:
        o = keras.ops
        mean, most, split, concat = o.mean, o.max, o.split, o.concatenate
        reshape, transpose, matmul, softmax = o.reshape, o.transpose, o.matmul, o.softmax
        pixels = None

    def image(side=32, channels=3):
        return L.Input((side, side, channels))

    def conv(x, f, k=3, s=1, act='relu', **more):
        x = L.Conv2D(f, k, strides=s, padding='same', use_bias=False, **more)(x)
        return L.Activation(act)(L.BatchNormalization()(x))

    def up(x, n=2):
        return L.UpSampling2D(n, interpolation='bilinear')(x)

    def classes(x, n=5):
        return L.Dense(n, activation='softmax')(L.GlobalAveragePooling2D()(x))

    def pyramid():
        """FPN (Lin et al., 2017)."""
        i = image()
        a = conv(i, 6, s=2)
        b = conv(a, 8, s=2)
        c = conv(b, 12, s=2)
        p = [L.Conv2D(8, 1)(c)]
        for skip in (b, a):
            p.append(L.Add()([L.UpSampling2D()(p[-1]), L.Conv2D(8, 1)(skip)]))
        heads = [L.UpSampling2D(2 ** (2 - n))(L.Conv2D(4, 3, padding='same')(x)) for n, x in enumerate(p)]
        return keras.Model(i, L.Conv2D(2, 1, activation='sigmoid')(up(L.Concatenate()(heads))))

    def linknet():
        """LinkNet (Chaurasia and Culurciello, 2017)."""
        i = image()
        a = conv(i, 8, 7, 2)
        b = conv(a, 12, s=2)
        c = conv(b, 16, s=2)
        x = c
        for skip, f in ((b, 12), (a, 8)):
            y = conv(x, 4, 1)
            y = L.Conv2DTranspose(4, 3, strides=2, padding='same')(y)
            x = L.add([conv(y, f, 1), skip])
        return keras.Model(i, L.Conv2DTranspose(3, 3, strides=2, padding='same', activation='softmax')(x))

    def pyramid_pooling():
        """PSPNet (Zhao et al., 2017)."""
        i = image()
        x = conv(conv(i, 8, s=2), 12)
        parts = [x]
        for size in (16, 8, 4):
            parts.append(up(conv(L.AveragePooling2D(size)(x), 3, 1), size))
        return keras.Model(i, up(L.Conv2D(3, 1)(L.Concatenate()(parts))))

    def deeplab():
        """DeepLabV3+ (Chen et al., 2018)."""
        i = image()
        low = conv(i, 8, s=2)
        x = conv(low, 12, s=2)
        parts = [conv(x, 6, 1)] + [conv(x, 6, dilation_rate=r) for r in (2, 4)]
        pool = conv(L.GlobalAveragePooling2D(keepdims=True)(x), 6, 1)
        parts.append(L.Resizing(8, 8)(pool))
        x = up(conv(L.Concatenate()(parts), 8, 1))
        x = L.SeparableConv2D(8, 3, padding='same')(L.Concatenate()([x, conv(low, 4, 1)]))
        return keras.Model(i, L.Softmax()(up(L.Conv2D(3, 1)(x))))

    def attended():
        """Attention to channels and places: CBAM (Woo et al., 2018) and ECA (Wang et al., 2020)."""
        i = image(16)
        x = conv(i, 8)
        d1, d2 = L.Dense(2, activation='relu'), L.Dense(8)
        w = d2(d1(mean(x, [1, 2]))) + d2(d1(most(x, [1, 2])))
        x = x * L.Reshape((1, 1, 8))(L.Activation('sigmoid')(w))
        places = concat([mean(x, -1, keepdims=True), most(x, -1, keepdims=True)], -1)
        x = x * L.Conv2D(1, 7, padding='same', activation='sigmoid')(places)
        e = L.Reshape((8, 1))(L.GlobalAveragePooling2D()(x))
        e = L.Permute((2, 1))(L.Conv1D(1, 3, padding='same', activation='sigmoid')(e))
        return keras.Model(i, classes(L.Multiply()([x, L.Reshape((1, 1, 8))(e)])))

    def mixer():
        """MLP-Mixer (Tolstikhin et al., 2021)."""
        i = image(16)
        x = L.Reshape((16, 12))(L.Conv2D(12, 4, strides=4)(i))
        for _ in range(2):
            y = L.Permute((2, 1))(L.LayerNormalization()(x))
            y = L.Dense(16)(L.Dense(20, activation='gelu')(y))
            x = x + L.Permute((2, 1))(y)
            y = L.Dense(24, activation='gelu')(L.LayerNormalization()(x))
            x = x + L.Dense(12)(y)
        return keras.Model(i, L.Dense(4)(L.GlobalAveragePooling1D()(L.LayerNormalization()(x))))

    def convmixer():
        """ConvMixer (Trockman and Kolter, 2022)."""
        i = image()
        x = L.BatchNormalization()(L.Activation('gelu')(L.Conv2D(10, 4, strides=4)(i)))
        for _ in range(2):
            y = L.BatchNormalization()(L.Activation('gelu')(L.DepthwiseConv2D(5, padding='same')(x)))
            x = L.BatchNormalization()(L.Activation('gelu')(L.Conv2D(10, 1)(L.Add()([y, x]))))
        return keras.Model(i, classes(x))

    def squeezed():
        """SqueezeNet (Iandola et al., 2016)."""
        i = image()
        x = L.MaxPooling2D(3, 2)(L.Conv2D(8, 3, strides=2, activation='relu')(i))
        for f in (4, 6):
            y = L.Conv2D(f, 1, activation='relu')(x)
            x = L.concatenate(
                [L.Conv2D(2 * f, k, padding='same', activation='relu')(y) for k in (1, 3)])
        return keras.Model(i, L.Softmax()(L.GlobalAveragePooling2D()(L.Conv2D(5, 1)(x))))

    def shuffled():
        """ShuffleNetV2 (Ma et al., 2018): half of the channels, then all shuffled."""
        i = image()
        x = conv(i, 8, s=2)
        for _ in range(2):
            a, b = split(x, 2, axis=-1)
            b = conv(b, 4, 1)
            b = conv(L.BatchNormalization()(L.DepthwiseConv2D(3, padding='same')(b)), 4, 1)
            x = L.Concatenate()([a, b])
            x = L.Reshape((16, 16, 2, 4))(x)
            x = L.Reshape((16, 16, 8))(L.Permute((1, 2, 4, 3))(x))
        return keras.Model(i, classes(x))

    def ghosts():
        """GhostNet (Han et al., 2020): cheap features beside costly ones, with gates."""
        i = image()
        x = conv(i, 8, s=2)
        for _ in range(2):
            y = conv(x, 4, 1)
            z = L.ReLU(6.0)(L.BatchNormalization()(L.DepthwiseConv2D(3, padding='same')(y)))
            y = L.Concatenate()([y, z])
            g = L.GlobalAveragePooling2D(keepdims=True)(y)
            g = L.Conv2D(8, 1, activation='hard_sigmoid')(L.Conv2D(2, 1, activation='relu')(g))
            x = L.Add()([x, L.Multiply()([y, g])])
        return keras.Model(i, classes(x))

    def wavenet():
        """WaveNet (van den Oord et al., 2016): gated causal convolutions."""
        i = x = L.Input((64, 2))
        x = L.Conv1D(8, 1)(x)
        skips = []
        for rate in (1, 2, 4):
            a = L.Conv1D(8, 2, padding='causal', dilation_rate=rate, activation='tanh')(x)
            b = L.Conv1D(8, 2, padding='causal', dilation_rate=rate, activation='sigmoid')(x)
            y = L.Conv1D(8, 1)(L.Multiply()([a, b]))
            skips.append(y)
            x = L.Add()([x, y])
        x = L.Conv1D(8, 1, activation='relu')(L.ReLU()(L.Add()(skips)))
        return keras.Model(i, L.Conv1D(4, 1, activation='softmax')(x))

    def temporal():
        """A TCN (Bai et al., 2018) whose last step decides."""
        i = x = L.Input((48, 3))
        for rate in (1, 2, 4):
            y = x
            for _ in range(2):
                y = L.Conv1D(8, 3, padding='causal', dilation_rate=rate)(y)
                y = L.SpatialDropout1D(0.1)(L.Activation('relu')(L.LayerNormalization()(y)))
            x = L.Activation('relu')(L.Add()([L.Conv1D(8, 1)(x), y]))
        return keras.Model(i, L.Dense(3)(x[:, -1]))

    def autoencoder():
        i = x = image(16, 1)
        for f in (6, 10):
            x = L.LeakyReLU()(L.Conv2D(f, 3, strides=2, padding='same')(x))
        x = L.Dense(7, activation='tanh')(L.Flatten()(x))
        x = L.Reshape((4, 4, 10))(L.Dense(160)(x))
        for f in (6, 1):
            x = L.Conv2DTranspose(f, 4, strides=2, padding='same', activation='elu')(x)
        return keras.Model(i, x)

    def superresolution():
        """ESPCN (Shi et al., 2016)."""
        i = image(12, 1)
        x = L.Conv2D(8, 5, padding='same', activation='tanh')(i)
        x = L.Conv2D(4, 3, padding='same')(x)
        if pixels:
            return keras.Model(i, pixels(x, 2))
        x = transpose(reshape(x, [-1, 12, 12, 2, 2]), [0, 1, 3, 2, 4])
        return keras.Model(i, reshape(x, [-1, 24, 24, 1]))

    def nonlocal_block():
        """Every place attends to all others (Wang et al., 2018), by Dot layers."""
        i = image(8)
        x = conv(i, 8)
        q, k, v = (L.Reshape((64, 4))(L.Conv2D(4, 1)(x)) for _ in range(3))
        scores = L.Softmax()(L.Dot(axes=2)([q, k]))
        y = L.Reshape((8, 8, 4))(L.Dot(axes=(2, 1))([scores, v]))
        x = L.Add()([x, L.Conv2D(8, 1)(y)])
        rows = L.Reshape((64, 8))(x)
        return keras.Model(i, L.Dense(4)(L.Flatten()(L.Dot(axes=1, normalize=True)([rows, rows]))))

    def vision_transformer():
        """ViT (Dosovitskiy et al., 2021) of operators, two heads."""
        i = image(16)
        x = L.Reshape((16, 12))(L.Conv2D(12, 4, strides=4)(i))
        for _ in range(2):
            y = L.LayerNormalization()(x)
            heads = [transpose(reshape(L.Dense(12)(y), [-1, 16, 2, 6]), [0, 2, 1, 3]) for _ in range(3)]
            scores = softmax(matmul(heads[0], transpose(heads[1], [0, 1, 3, 2])) * 6**-0.5)
            y = reshape(transpose(matmul(scores, heads[2]), [0, 2, 1, 3]), [-1, 16, 12])
            x = x + L.Dense(12)(y)
            y = L.Dense(24, activation='gelu')(L.LayerNormalization()(x))
            x = x + L.Dense(12)(y)
        return keras.Model(i, L.Dense(4)(mean(L.LayerNormalization()(x), 1)))

    return {
        f.__name__: f
        for f in (
            pyramid, linknet, pyramid_pooling, deeplab, attended, mixer, convmixer, squeezed,
            shuffled, ghosts, wavenet, temporal, autoencoder, superresolution, nonlocal_block,
            vision_transformer,
        )
    }
