#!/usr/bin/env python3
"""Kills a training run at random moments, continues it each time, and compares it with one that was left alone.

    python3 Tests/Peers/kill_and_continue.py PROGRAM --kills 200 softmax:2000 adam:60 conv:8

Each stage is given with its number of epochs (embedded images). Weights must agree to the byte, curves in all but time.
Ends with status 1 where anything differs.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import tempfile
import time


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def curves(folder):
    """A run's curves without the times, which no two runs share."""
    with open(os.path.join(folder, "history.json")) as file:
        history = json.load(file)
    for curve in (history["train"], history["test"]):
        curve.pop("seconds")
    for record in history["epochs"]:
        record.pop("seconds")
        record.pop("val_seconds")
    for mark in history["marks"]:
        mark.pop("seconds")
    return history


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("stages", nargs="+", help="stage:epochs")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=3.0, help="seconds before a kill, at most")
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    kills = 0
    runs = 0
    failures = 0
    with tempfile.TemporaryDirectory() as root:
        environment = dict(os.environ, XDG_DATA_HOME=root, XDG_CONFIG_HOME=root, XDG_CACHE_HOME=root)

        def start(options):
            return subprocess.Popen(
                [arguments.program, "train", "--data", "mini", "--quiet", "--json", *options], env=environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

        def finish(process):
            error = process.communicate()[1]
            if process.returncode != 0:
                raise SystemExit(f"status {process.returncode}: {error}")

        while kills < arguments.kills:
            for stage in arguments.stages:
                name, epochs = stage.split(":")
                seed = str(moments.randrange(1 << 63))
                whole = os.path.join(root, f"{name}-{runs}-whole")
                broken = os.path.join(root, f"{name}-{runs}-broken")
                runs += 1
                settings = [name, "--epochs", epochs, "--seed", seed, "--threads", "2"]
                finish(start([*settings, "--output", whole]))
                process = start([*settings, "--output", broken])
                while True:
                    time.sleep(moments.uniform(0, arguments.longest))
                    if process.poll() is not None or kills >= arguments.kills:
                        finish(process)
                        break
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    process.stderr.close()
                    kills += 1
                    if os.path.exists(os.path.join(broken, "run.json")):
                        process = start(["--continue", broken])
                    else:
                        process = start([*settings, "--output", broken])
                same = curves(whole) == curves(broken) and all(
                    digest(os.path.join(whole, file)) == digest(os.path.join(broken, file))
                    for file in ("last.safetensors", "best.safetensors"))
                failures += not same
                print(f"{name} seed {seed}: {'the same' if same else 'DIFFERENT'}, {kills} kills so far", flush=True)
    print(f"{runs} runs, {kills} kills, {failures} different")
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
