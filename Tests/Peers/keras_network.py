"""A network of the basket in Keras, trained as a Keras user would.

usage: keras_network.py NAME [--epochs N] [--images N] [--data FOLDER]

Prints one JSON line with the seconds of each epoch's training. Needs tensorflow-cpu and pyyaml.
"""
import argparse
import json
import time

import keras_stage
import network_file


def build(layers, keras):
    kinds = keras.layers
    stack = [keras.Input((28, 28, 1))]
    for layer in layers:
        kind, activation = layer["type"], layer.get("activation")
        if kind == "convolution":
            stack.append(kinds.Conv2D(
                layer["filters"], layer["kernel"], strides=layer["stride"], padding=layer["padding"],
                activation=activation))
        elif kind == "max_pooling":
            stack.append(kinds.MaxPooling2D(layer["size"], layer["stride"], layer["padding"]))
        elif kind == "average_pooling":
            stack.append(kinds.AveragePooling2D(layer["size"], layer["stride"], layer["padding"]))
        elif kind == "global_average_pooling":
            stack.append(kinds.GlobalAveragePooling2D())
        elif kind == "batch_normalization":
            stack.append(kinds.BatchNormalization(momentum=layer["momentum"], epsilon=layer["epsilon"]))
        elif kind == "activation":
            stack.append(kinds.Activation(activation))
        elif kind == "dropout":
            stack.append(kinds.Dropout(layer["rate"]))
        elif kind == "flatten":
            stack.append(kinds.Flatten())
        elif kind == "dense":
            stack.append(kinds.Dense(layer["units"], activation=activation))
        else:
            raise SystemExit(f"no layer of type {kind} here")
    return keras.Sequential(stack)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=network_file.names())
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--images", type=int, default=60000, help="train on the first so many")
    parser.add_argument("--data")
    arguments = parser.parse_args()

    import tensorflow

    keras = tensorflow.keras
    layers, batch, rate, classes = network_file.read(arguments.name)
    images, labels = keras_stage.load(keras_stage.data_folder(arguments.data), "train")
    images, labels = images[:arguments.images, ..., None], labels[:arguments.images] % classes
    model = build(layers, keras)
    model.compile(
        optimizer=keras.optimizers.Adam(rate), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"])
    seconds = []
    for _ in range(arguments.epochs):
        start = time.perf_counter()
        model.fit(images, labels, batch_size=batch, epochs=1, verbose=0)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({
        "name": arguments.name, "parameters": model.count_params(), "images": len(labels), "epoch_seconds": seconds,
        "keras": keras.__version__, "tensorflow": tensorflow.__version__,
    }))


if __name__ == "__main__":
    main()
