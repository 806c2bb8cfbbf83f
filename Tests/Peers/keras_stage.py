"""A stage of the notebook in Keras, as the notebook writes it: the peer that digitlab is measured against.

usage: keras_stage.py STAGE [--epochs N] [--seed N] [--validate] [--data FOLDER]

Prints one JSON line: seconds of each epoch's training, and accuracy and loss on the test images at the end. The folder with
the four gzipped MNIST files is --data or DIGITLAB_DATA. Needs tensorflow-cpu.
"""
import argparse
import gzip
import json
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

STAGES = ("softmax", "sigmoid", "relu", "adam", "dropout", "conv-small", "conv")


def data_folder(argument=None):
    folder = argument or os.environ.get("DIGITLAB_DATA")
    if not folder or not os.path.isdir(folder):
        raise SystemExit("give the folder of the MNIST files with --data or DIGITLAB_DATA")
    return folder


def read_idx(folder, name):
    """The array in an IDX file, gzipped or not."""
    import numpy

    path = os.path.join(folder, name)
    opener = gzip.open if os.path.exists(path + ".gz") else open
    with opener(path + ".gz" if opener is gzip.open else path, "rb") as file:
        raw = file.read()
    dimensions = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i:8 + 4 * i], "big") for i in range(dimensions)]
    return numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


def load(folder, part):
    """Images as floats from 0 to 1, and labels; `part` is train or t10k."""
    import numpy

    images = read_idx(folder, f"{part}-images-idx3-ubyte").astype(numpy.float32) / 255
    return images, read_idx(folder, f"{part}-labels-idx1-ubyte")


def build(stage, keras):
    """The stage's model, its layers named as digitlab names them; the last one gives logits."""
    layers = keras.layers
    if stage.startswith("conv"):
        wide = stage == "conv"
        shapes = [(6, 6, 1), (12, 5, 2), (24, 4, 2)] if wide else [(4, 5, 1), (8, 5, 2), (12, 4, 2)]
        stack = [keras.Input((28, 28, 1))]
        for number, (filters, kernel, stride) in enumerate(shapes, 1):
            stack.append(layers.Conv2D(
                filters, kernel, strides=stride, padding="same", activation="relu", name=f"conv_layer_{number}"))
        stack += [layers.Flatten(name="flatten_layer"), layers.Dense(200, activation="relu", name="fc_layer_4")]
        if wide:
            stack.append(layers.Dropout(0.35))
    else:
        hidden = () if stage == "softmax" else (200, 100, 60, 30)
        activation = "sigmoid" if stage == "sigmoid" else "relu"
        stack = [keras.Input((28, 28)), layers.Flatten()]
        for number, units in enumerate(hidden, 1):
            if stage == "dropout":
                stack.append(layers.Dropout(0.25))
            stack.append(layers.Dense(units, activation=activation, name=f"hidden_layer_{number}"))
        if stage == "dropout":
            stack.append(layers.Dropout(0.25))
    return keras.Sequential(stack + [layers.Dense(10, name="logits")])


def optimizer(stage, keras):
    rules = keras.optimizers
    if stage in ("softmax", "sigmoid", "relu"):
        return rules.SGD(0.005)
    if stage == "adam":
        return rules.Adam(0.003)
    if stage == "dropout":
        return rules.Adam(0.005)
    return rules.Adam(rules.schedules.InverseTimeDecay(0.003, 1, 0.001))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validate", action="store_true", help="look at the test images after every epoch")
    parser.add_argument("--data")
    arguments = parser.parse_args()
    folder = data_folder(arguments.data)

    import tensorflow

    keras = tensorflow.keras
    keras.utils.set_random_seed(arguments.seed)
    (images, labels), (test_images, test_labels) = load(folder, "train"), load(folder, "t10k")
    if arguments.stage.startswith("conv"):
        images, test_images = images[..., None], test_images[..., None]
    model = build(arguments.stage, keras)
    model.compile(
        optimizer=optimizer(arguments.stage, keras),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    seconds = []

    class Stopwatch(keras.callbacks.Callback):
        # Validation falls behind the epoch's last batch and is not counted.
        def on_epoch_begin(self, epoch, logs=None):
            self.start = self.end = time.perf_counter()

        def on_train_batch_end(self, batch, logs=None):
            self.end = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            seconds.append(self.end - self.start)

    history = model.fit(
        images, labels, batch_size=32 if arguments.stage == "conv" else 100, epochs=arguments.epochs, verbose=0,
        callbacks=[Stopwatch()], validation_data=(test_images, test_labels) if arguments.validate else None)
    loss, accuracy = model.evaluate(test_images, test_labels, verbose=0)
    print(json.dumps({
        "stage": arguments.stage, "seed": arguments.seed, "parameters": model.count_params(),
        "epoch_seconds": [round(value, 4) for value in seconds], "test_accuracy": round(accuracy, 4),
        "test_loss": round(loss, 4), "best_test_accuracy": round(max(history.history.get("val_accuracy", [accuracy])), 4),
        "keras": keras.__version__, "tensorflow": tensorflow.__version__,
    }))


if __name__ == "__main__":
    main()
