"""A network of the basket in JAX, a whole epoch compiled into one program.

usage: jax_network.py NAME [--epochs N] [--images N] [--data FOLDER]

Prints one JSON line with the seconds of each epoch's training; the first one compiles. Needs jax and pyyaml. The last short
mini-batch is left out, since a compiled loop wants equal ones; images a second are counted without it.
"""
import argparse
import json
import time

import keras_stage
import network_file


def initial(layers, key):
    """Weights of each layer, and running averages of those that normalise."""
    import jax
    import jax.numpy as np

    shape, weights, running = (28, 28, 1), [], []
    for layer in layers:
        kind, own, averages = layer["type"], (), ()
        if kind in ("convolution", "max_pooling", "average_pooling"):
            size = layer["kernel"] if kind == "convolution" else layer["size"]
            sides = [
                -(-side // layer["stride"]) if layer["padding"] == "same" else (side - size) // layer["stride"] + 1
                for side in shape[:2]]
            channels = shape[2]
            if kind == "convolution":
                key, draw = jax.random.split(key)
                dimensions = (size, size, shape[2], layer["filters"])
                limit = (6 / (size * size * (shape[2] + layer["filters"]))) ** 0.5
                own = (jax.random.uniform(draw, dimensions, minval=-limit, maxval=limit), np.zeros(layer["filters"]))
                channels = layer["filters"]
            shape = (*sides, channels)
        elif kind == "global_average_pooling":
            shape = (shape[2],)
        elif kind == "flatten":
            count = 1
            for side in shape:
                count *= side
            shape = (count,)
        elif kind == "dense":
            key, draw = jax.random.split(key)
            limit = (6 / (shape[0] + layer["units"])) ** 0.5
            own = (
                jax.random.uniform(draw, (shape[0], layer["units"]), minval=-limit, maxval=limit),
                np.zeros(layer["units"]))
            shape = (layer["units"],)
        elif kind == "batch_normalization":
            own = (np.ones(shape[-1]), np.zeros(shape[-1]))
            averages = (np.zeros(shape[-1]), np.ones(shape[-1]))
        weights.append(own)
        running.append(averages)
    return weights, running


def forward(layers, weights, running, x, key):
    """Logits while training, and the new running averages."""
    import jax
    import jax.numpy as np
    from jax import lax

    averages = []
    for layer, own, old in zip(layers, weights, running):
        kind, new = layer["type"], ()
        if kind == "convolution":
            x = lax.conv_general_dilated(
                x, own[0], (layer["stride"],) * 2, layer["padding"].upper(),
                dimension_numbers=("NHWC", "HWIO", "NHWC")) + own[1]
        elif kind in ("max_pooling", "average_pooling"):
            window, strides = (1, layer["size"], layer["size"], 1), (1, layer["stride"], layer["stride"], 1)
            padding = layer["padding"].upper()
            if kind == "max_pooling":
                x = lax.reduce_window(x, -np.inf, lax.max, window, strides, padding)
            else:
                counts = lax.reduce_window(np.ones_like(x), 0.0, lax.add, window, strides, padding)
                x = lax.reduce_window(x, 0.0, lax.add, window, strides, padding) / counts
        elif kind == "global_average_pooling":
            x = x.mean((1, 2))
        elif kind == "flatten":
            x = x.reshape(x.shape[0], -1)
        elif kind == "dense":
            x = x @ own[0] + own[1]
        elif kind == "dropout":
            key, draw = jax.random.split(key)
            kept = jax.random.bernoulli(draw, 1 - layer["rate"], x.shape)
            x = np.where(kept, x / (1 - layer["rate"]), 0)
        elif kind == "batch_normalization":
            axes = tuple(range(x.ndim - 1))
            mean, variance = x.mean(axes), x.var(axes)
            momentum = layer["momentum"]
            new = (momentum * old[0] + (1 - momentum) * mean, momentum * old[1] + (1 - momentum) * variance)
            x = (x - mean) * lax.rsqrt(variance + layer["epsilon"]) * own[0] + own[1]
        activation = layer.get("activation")
        if activation:
            x = {"relu": jax.nn.relu, "tanh": np.tanh, "sigmoid": jax.nn.sigmoid}[activation](x)
        averages.append(new)
    return x, averages


def epoch_program(layers, rate):
    """`(state, images, labels, order of [steps, batch])` → state after the epoch and its mean loss; Adam as Keras has it."""
    import jax
    import jax.numpy as np
    from jax import lax

    def loss(weights, running, x, y, key):
        logits, running = forward(layers, weights, running, x, key)
        chosen = np.take_along_axis(jax.nn.log_softmax(logits), y[:, None].astype(np.int32), 1)
        return -chosen.mean(), running

    def step(images, labels, state, indices):
        weights, running, first, second, count, key = state
        key, draw = jax.random.split(key)
        x = images[indices].astype(np.float32) / 255
        (value, running), gradient = jax.value_and_grad(loss, has_aux=True)(weights, running, x, labels[indices], draw)
        count = count + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
        scale = rate * np.sqrt(1 - 0.999 ** count) / (1 - 0.9 ** count)
        weights = jax.tree.map(lambda w, m, v: w - scale * m / (np.sqrt(v) + 1e-7), weights, first, second)
        return (weights, running, first, second, count, key), value

    def epoch(state, images, labels, order):
        state, losses = lax.scan(lambda state, indices: step(images, labels, state, indices), state, order)
        return state, losses.mean()

    return jax.jit(epoch, donate_argnums=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=network_file.names())
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--images", type=int, default=60000, help="train on the first so many")
    parser.add_argument("--data")
    arguments = parser.parse_args()

    import jax
    import jax.numpy as np
    import numpy

    layers, batch, rate, classes = network_file.read(arguments.name)
    folder = keras_stage.data_folder(arguments.data)
    images = keras_stage.read_idx(folder, "train-images-idx3-ubyte")[:arguments.images, ..., None]
    labels = keras_stage.read_idx(folder, "train-labels-idx1-ubyte")[:arguments.images] % classes
    key = jax.random.PRNGKey(1)
    weights, running = initial(layers, key)
    nothing = jax.tree.map(np.zeros_like, weights)
    state = (weights, running, nothing, jax.tree.map(np.zeros_like, weights), np.zeros(()), key)
    program = epoch_program(layers, rate)
    x, y = np.asarray(images), np.asarray(labels)
    generator = numpy.random.default_rng(1)
    steps = len(labels) // batch
    seconds, loss = [], None
    for _ in range(arguments.epochs):
        order = np.asarray(generator.permutation(len(labels))[:steps * batch].reshape(steps, batch))
        start = time.perf_counter()
        state, loss = program(state, x, y, order)
        loss = float(loss)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({
        "name": arguments.name, "images": steps * batch, "epoch_seconds": seconds, "loss": loss, "jax": jax.__version__,
    }))


if __name__ == "__main__":
    main()
