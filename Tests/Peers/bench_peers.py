"""Measures digitlab's epochs against Keras's on this machine, one after the other in turns.

usage: bench_peers.py [STAGE ...] [--rounds N] [--epochs N] [--data FOLDER] [--output FILE]

Each round trains every stage with both, so that a machine that slows down slows both. An epoch's seconds are those of
training alone; each run's first epoch is left out where there are more (Keras compiles in it). Prints the ratio per stage
with its spread over the rounds, and writes a Markdown table. `make bench-peers` runs it in a throw-away environment.
"""
import argparse
import json
import os
import statistics
import sys

import digitlab
import keras_stage

HERE = os.path.dirname(os.path.abspath(__file__))
DEFAULT = ["softmax", "adam", "dropout", "conv"]


def typical(seconds):
    return statistics.median(seconds[1:] or seconds)


def ours(stage, epochs, data):
    events, summary = digitlab.train(stage, epochs, 1, data)
    return typical([event["seconds"] for event in events]), summary


def keras(stage, epochs, data):
    script = os.path.join(HERE, "keras_stage.py")
    printed = digitlab.run([sys.executable, script, stage, "--epochs", str(epochs), "--data", data])
    answer = json.loads(printed.splitlines()[-1])
    return typical(answer["epoch_seconds"]), answer


def table(rows, note):
    lines = [
        "| stage | digitlab, s per epoch | Keras, s per epoch | times faster: median (min to max) |",
        "|---|---|---|---|",
    ]
    for stage, ours, theirs in rows:
        ratios = [theirs / ours for ours, theirs in zip(ours, theirs)]
        lines.append(
            f"| {stage} | {statistics.median(ours):.3f} | {statistics.median(theirs):.2f} "
            f"| {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f}) |")
    return "\n".join(lines + ["", note, ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", default=DEFAULT, metavar="STAGE")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=3, help="epochs a run, the first of which is left out")
    parser.add_argument("--data")
    parser.add_argument("--output", default=os.path.join(HERE, "results.md"))
    arguments = parser.parse_args()
    unknown = [stage for stage in arguments.stages if stage not in keras_stage.STAGES]
    if unknown:
        parser.error(f"no stage is called {unknown[0]}; there are {', '.join(keras_stage.STAGES)}")
    if arguments.rounds < 1 or arguments.epochs < 1:
        parser.error("--rounds and --epochs must be at least 1")
    digitlab.require_binary()
    data = keras_stage.data_folder(arguments.data)

    seconds = {stage: ([], []) for stage in arguments.stages}
    summary = answer = None
    for number in range(1, arguments.rounds + 1):
        for stage in arguments.stages:
            mine, summary = ours(stage, arguments.epochs, data)
            theirs, answer = keras(stage, arguments.epochs, data)
            seconds[stage][0].append(mine)
            seconds[stage][1].append(theirs)
            print(f"round {number}, {stage}: {mine:.3f} s and {theirs:.2f} s, {theirs / mine:.1f} times", flush=True)
    note = (
        f"{arguments.rounds} rounds in turns, {arguments.epochs} epochs a run, {summary['threads']} threads, BLAS kernel "
        f"{summary['blas_kernel']}; Keras {answer['keras']} on TensorFlow {answer['tensorflow']}. "
        "Made by `make bench-peers`.")
    text = table([(stage, *seconds[stage]) for stage in arguments.stages], note)
    with open(arguments.output, "w") as file:
        file.write(text)
    print("\n" + text, end="")


if __name__ == "__main__":
    main()
