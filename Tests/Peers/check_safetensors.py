"""Puts weights that digitlab saved into the same Keras model and compares what both say about the test images.

usage: check_safetensors.py [STAGE ...] [--model FILE] [--images N] [--data FOLDER]

Without --model it trains each stage for an epoch first. Needs tensorflow-cpu and safetensors. Ends with status 1 where a
probability differs by more than 1e-4.
"""
import argparse
import json
import os
import tempfile

import digitlab
import keras_stage


def assign(model, tensors):
    """Gives every tensor to the Keras variable of its name; all must be used."""
    left = dict(tensors)
    for layer in model.layers:
        for variable in layer.weights:
            name = f"{layer.name}/{variable.path.split('/')[-1]}"
            values = left.pop(name)
            if tuple(variable.shape) != values.shape:
                raise SystemExit(f"{name}: shape {values.shape}, Keras wants {tuple(variable.shape)}")
            variable.assign(values)
    if left:
        raise SystemExit(f"tensors that Keras does not know: {', '.join(left)}")


def compare(stage, path, data, count):
    import numpy
    import tensorflow
    from safetensors.numpy import load_file

    model = keras_stage.build(stage, tensorflow.keras)
    assign(model, load_file(path))
    images, labels = keras_stage.load(data, "t10k")
    inputs = images[..., None] if stage.startswith("conv") else images
    theirs = tensorflow.nn.softmax(model.predict(inputs, batch_size=500, verbose=0)).numpy()
    evaluation = json.loads(digitlab.run([digitlab.BINARY, "evaluate", path, "--data", data, "--json"]))
    accuracy = float((theirs.argmax(axis=1) == labels).mean())
    loss = float(-numpy.log(theirs[numpy.arange(len(labels)), labels]).mean())
    furthest = 0.0
    for index in range(count):
        answer = json.loads(digitlab.run(
            [digitlab.BINARY, "predict", path, "--index", str(index), "--data", data, "--json"]).splitlines()[0])
        ours = numpy.array(answer["probabilities"], dtype=numpy.float64)
        furthest = max(furthest, float(numpy.abs(ours - theirs[index]).max()))
    print(
        f"{stage}: over {count} images the probabilities differ by at most {furthest:.1e}; accuracy over all "
        f"{len(labels)}: {evaluation['accuracy']:.4f} and {accuracy:.4f}, loss {evaluation['loss']:.5f} and {loss:.5f}")
    return furthest < 1e-4 and abs(evaluation["accuracy"] - accuracy) < 2.5e-4 and abs(evaluation["loss"] - loss) < 1e-4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", default=list(keras_stage.STAGES), metavar="STAGE")
    parser.add_argument("--model", help="a .safetensors file of the one stage that is named")
    parser.add_argument("--images", type=int, default=50, help="how many images are asked about one by one")
    parser.add_argument("--data")
    arguments = parser.parse_args()
    if arguments.model and len(arguments.stages) != 1:
        parser.error("--model wants the name of its stage")
    digitlab.require_binary()
    data = keras_stage.data_folder(arguments.data)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for stage in arguments.stages:
            path = arguments.model
            if not path:
                output = os.path.join(folder, stage)
                digitlab.train(stage, 1, 1, data, output)
                path = os.path.join(output, "best.safetensors")
            good = compare(stage, path, data, arguments.images) and good
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
