"""Runs the program for the other scripts of this folder."""
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("DIGITLAB", os.path.join(ROOT, ".build", "release", "digitlab"))


def run(command):
    """What a command printed; its messages are shown where it failed."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.stderr.write(result.stderr)
        raise SystemExit(f"failed with status {result.returncode}: {' '.join(command)}")
    return result.stdout


def require_binary():
    if not os.access(BINARY, os.X_OK):
        raise SystemExit(f"{BINARY} is missing: run make build first, or set DIGITLAB to the program")


def train(stage, epochs, seed, data, output=None):
    """The epochs and the summary of one training run."""
    command = [BINARY, "train", stage, "--epochs", str(epochs), "--seed", str(seed), "--data", data, "--json"]
    command += ["--output", output] if output else ["--no-save"]
    events = [json.loads(line) for line in run(command).splitlines()]
    return [event for event in events if event["event"] == "epoch"], events[-1]
