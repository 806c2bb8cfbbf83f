"""Trains every stage as the notebook sets it and prints the accuracy beside Keras's.

usage: reference_table.py [STAGE ...] [--epochs N] [--seeds N,N,...] [--data FOLDER]

Keras's figures were measured once, with the same settings, by Keras 3.15.1 on TensorFlow 2.21: test accuracy after ten
epochs with seeds 1 and 2. `keras_stage.py STAGE --epochs 10 --validate` makes them anew.
"""
import argparse
import statistics

import digitlab
import keras_stage

EPOCHS = 10
# Test accuracy after ten epochs, seeds 1 and 2.
KERAS = {
    "softmax": (0.8927, 0.8895),
    "sigmoid": (0.1135, 0.1135),
    "relu": (0.9374, 0.9327),
    "adam": (0.9775, 0.9734),
    "dropout": (0.9732, 0.9712),
    "conv": (0.9928, 0.9912),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", default=list(keras_stage.STAGES), metavar="STAGE")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--data")
    arguments = parser.parse_args()
    digitlab.require_binary()
    data = keras_stage.data_folder(arguments.data)
    seeds = [int(seed) for seed in arguments.seeds.split(",")]
    print(f"| stage | digitlab, {arguments.epochs} epochs, seeds {', '.join(map(str, seeds))} | mean | Keras, "
          f"{EPOCHS} epochs, seeds 1, 2 | mean | difference, points |")
    print("|---|---|---|---|---|---|")
    for stage in arguments.stages:
        ours = [digitlab.train(stage, arguments.epochs, seed, data)[1]["test_accuracy"] for seed in seeds]
        mean = statistics.mean(ours)
        cells = [stage, " ".join(f"{100 * value:.2f}" for value in ours), f"{100 * mean:.2f}"]
        if stage in KERAS:
            theirs = statistics.mean(KERAS[stage])
            cells += [" ".join(f"{100 * value:.2f}" for value in KERAS[stage]), f"{100 * theirs:.2f}"]
            # A comparison with another number of epochs would say nothing.
            cells.append(f"{100 * (mean - theirs):+.2f}" if arguments.epochs == EPOCHS else "–")
        else:
            cells += ["–", "–", "–"]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
