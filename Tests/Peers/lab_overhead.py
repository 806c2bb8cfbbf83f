"""What watching costs: seconds an epoch in the lab beside those of `digitlab train --quiet`, in turn.

    python3 Tests/Peers/lab_overhead.py [--stage conv] [--epochs 3] [--rounds 3] [--size 120x40]

Opens the lab in a pseudo-terminal on its Train screen, lets it train, and reads the run's own history; the first epoch of each
run is left out. Needs nothing but Python and the built program (DIGITLAB overrides its path); DIGITLAB_DATA names the images.
"""
import argparse
import fcntl
import glob
import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--stage", default="conv")
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--size", default="120x40")
options = parser.parse_args()
root = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..")
program = os.environ.get("DIGITLAB", os.path.join(root, ".build", "release", "digitlab"))
columns, rows = map(int, options.size.split("x"))


def epochs_of(folder):
    """Seconds of the epochs after the first, from the newest history below a folder."""
    found = glob.glob(os.path.join(folder, "**", "history.json"), recursive=True)
    if not found:
        return []
    try:
        with open(max(found, key=os.path.getmtime)) as file:
            return [epoch["seconds"] for epoch in json.load(file)["epochs"]][1:]
    except (ValueError, KeyError):
        return []


def quiet():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "train", options.stage, "--epochs", str(options.epochs), "--quiet", "--output", folder + "/run"],
            check=True, env={**os.environ, "XDG_DATA_HOME": folder}, stdout=subprocess.DEVNULL)
        return epochs_of(folder)


def in_lab():
    with tempfile.TemporaryDirectory() as folder:
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(XDG_DATA_HOME=folder, XDG_CONFIG_HOME=folder, TERM="xterm-256color")
            os.execv(program, [program, "--stage", options.stage])
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        seen = b""
        started = False
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline and len(epochs_of(folder)) < options.epochs - 1:
            if select.select([terminal], [], [], 0.5)[0]:
                seen = (seen + os.read(terminal, 1 << 16))[-100000:]
            if not started and b"MNIST 60,000" in seen:
                os.write(terminal, b" ")
                started = True
        measured = epochs_of(folder)
        os.kill(child, signal.SIGTERM)
        end = time.monotonic() + 5
        while time.monotonic() < end and os.waitpid(child, os.WNOHANG)[0] == 0:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    os.read(terminal, 1 << 16)
                except OSError:
                    pass
        os.close(terminal)
        return measured[:options.epochs - 1]


ratios = []
for number in range(options.rounds):
    a, b = statistics.median(quiet()), statistics.median(in_lab())
    ratios.append(a / b)
    print(f"round {number + 1}: quiet {a:.3f} s, lab {b:.3f} s an epoch: {100 * a / b:.1f} % of the speed", flush=True)
print(f"median {100 * statistics.median(ratios):.1f} %, {100 * min(ratios):.1f} to {100 * max(ratios):.1f} %")
