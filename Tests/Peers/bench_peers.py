"""Measures digitlab's epochs against Keras's on this machine, one after the other in turns.

usage: bench_peers.py [STAGE ...] [--rounds N] [--epochs N] [--data FOLDER] [--output FILE]
       bench_peers.py --basket [NETWORK ...] [--images N] [...]

Each round trains every stage with both, so that a machine that slows down slows both. An epoch's seconds are those of
training alone; each run's first epoch is left out where there are more (Keras compiles in it). Prints the ratio per stage
with its spread over the rounds, and writes a Markdown table. `make bench-peers` runs it in a throw-away environment.

--basket measures the networks in basket/ instead, beside Keras and, where it is installed, JAX, on the first N images, and
prints images a second.
"""
import argparse
import json
import os
import statistics
import sys
import tempfile

import digitlab
import keras_stage
import network_file

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


def bench(name, epochs, data):
    """Images a second that digitlab trains on, validation apart."""
    printed = digitlab.run(
        [digitlab.BINARY, "bench", network_file.path(name), "--epochs", str(epochs), "--data", data, "--json"])
    answer = json.loads(printed)
    return answer["stages"][0]["images_per_second"], answer


def peer(script, name, epochs, images, data):
    """Images a second of a peer; its first epoch compiles and is left out."""
    command = [sys.executable, os.path.join(HERE, script), name, "--epochs", str(epochs + 1), "--images", str(images)]
    answer = json.loads(digitlab.run(command + ["--data", data]).splitlines()[-1])
    return answer["images"] / statistics.median(answer["epoch_seconds"][1:]), answer


def has_jax():
    try:
        import jax  # noqa: F401
    except ImportError:
        return False
    return True


def basket(names, arguments, data):
    """One row a network: its name and each program's images a second, round by round."""
    peers = {"Keras": "keras_network.py"}
    if has_jax():
        peers["JAX"] = "jax_network.py"
    else:
        print("JAX is not installed; measured without it", file=sys.stderr)
    rates = {name: {program: [] for program in ["digitlab", *peers]} for name in names}
    answer = None
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(1, arguments.rounds + 1):
            for name in names:
                classes = network_file.read(name)[3]
                folder = network_file.with_classes(data, classes, os.path.join(scratch, str(classes)))
                rate, answer = bench(name, arguments.epochs, folder)
                rates[name]["digitlab"].append(rate)
                for program, script in peers.items():
                    rates[name][program].append(peer(script, name, arguments.epochs, arguments.images, data)[0])
                figures = ", ".join(f"{program} {values[-1]:.0f}" for program, values in rates[name].items())
                print(f"round {number}, {name}: {figures} images/s", flush=True)
    return rates, answer


def basket_table(rates, note):
    programs = list(next(iter(rates.values())))
    lines = [
        "| network | " + " | ".join(f"{program}, images/s" for program in programs)
        + " | times faster than " + " | than ".join(programs[1:]) + " |",
        "|---" * (2 * len(programs)) + "|",
    ]
    ratios = {program: [] for program in programs[1:]}
    for name, row in rates.items():
        cells = [f"{statistics.median(row[program]):,.0f}" for program in programs]
        for program in programs[1:]:
            ratio = statistics.median(mine / theirs for mine, theirs in zip(row["digitlab"], row[program]))
            ratios[program].append(ratio)
            cells.append(f"{ratio:.1f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    means = [f"{statistics.geometric_mean(values):.1f}" for values in ratios.values()]
    lines.append("| geometric mean |" + " |" * len(programs) + " " + " | ".join(means) + " |")
    return "\n".join(lines + ["", note, ""])


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


def finish(text, output):
    with open(output, "w") as file:
        file.write(text)
    print("\n" + text, end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", metavar="STAGE")
    parser.add_argument("--basket", action="store_true", help="measure the networks of basket/ instead of stages")
    parser.add_argument("--images", type=int, default=60000, help="that the peers train on, with --basket")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=3, help="epochs a run, the first of which is left out")
    parser.add_argument("--data")
    parser.add_argument("--output", default=os.path.join(HERE, "results.md"))
    arguments = parser.parse_args()
    known = network_file.names() if arguments.basket else keras_stage.STAGES
    arguments.stages = arguments.stages or (known if arguments.basket else DEFAULT)
    unknown = [stage for stage in arguments.stages if stage not in known]
    if unknown:
        parser.error(f"there is no {unknown[0]} here, but {', '.join(known)}")
    if arguments.rounds < 1 or arguments.epochs < 1:
        parser.error("--rounds and --epochs must be at least 1")
    digitlab.require_binary()
    data = keras_stage.data_folder(arguments.data)

    if arguments.basket:
        rates, answer = basket(arguments.stages, arguments, data)
        note = (
            f"{arguments.rounds} rounds in turns, {arguments.epochs} epochs measured a run, {answer['threads']} threads, "
            f"{answer['instruction_set']}. Made by `make bench-peers ARGS=--basket`.")
        finish(basket_table(rates, note), arguments.output)
        return
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
    finish(table([(stage, *seconds[stage]) for stage in arguments.stages], note), arguments.output)


if __name__ == "__main__":
    main()
