#!/usr/bin/env python3
"""Keeps of Swift's ICU data what an English program needs, for the package.

usage: shrink-icu-data.py lib_FoundationICU.a OBJECT

Foundation brings the data of all the world's languages, 34 MB, into a statically linked program. This takes them out of
the toolchain's library, leaves the root locale, English, and all that belongs to no language (time zones, units,
normalisation, number systems), and assembles an object that defines the same symbol: linked first, it takes the place of
the library's. Where a locale is missing, ICU falls back to the root.

The format is ICU's "CmnD" (unicode-org.github.io/icu, "ICU Data", common data files): a header, a table of names and
offsets, the items, each at a multiple of 16. Debian's icupkg cannot read a table of this size.
"""
import os
import re
import struct
import subprocess
import sys
import tempfile

# `de.res`, `sr_Latn_RS.res`, in any folder; English and the root stay.
LOCALE = re.compile(r"(?:^|/)([a-z]{2,3})(?:_[A-Za-z0-9_]+)?\.res$")
KEPT_LANGUAGES = {"en"}
# Dictionaries and models for splitting words of languages without spaces, and transliteration.
LANGUAGE_ITEMS = re.compile(r"\.dict$|/(?:burmese|thaidict|Thai|Khmer|Lao|cjdict|translit)")


def is_kept(name):
    match = LOCALE.search(name)
    if match and not name.startswith("curr/supplementalData"):
        return match.group(1) in KEPT_LANGUAGES
    return not LANGUAGE_ITEMS.search(name)


def shrink(data):
    header_size, magic = struct.unpack_from("<HH", data, 0)
    if magic != 0x27DA or data[12:16] != b"CmnD":
        raise ValueError("this is no ICU common data file")
    table = header_size
    (count,) = struct.unpack_from("<I", data, table)
    entries = [struct.unpack_from("<II", data, table + 4 + 8 * index) for index in range(count)]
    items = []
    for index, (name_at, start) in enumerate(entries):
        end = entries[index + 1][1] if index + 1 < count else len(data) - table
        name = data[table + name_at : data.index(b"\0", table + name_at)].decode("ascii")
        if is_kept(name.split("/", 1)[1]):
            items.append((name, data[table + start : table + end]))
    names = b""
    name_offsets = []
    for name, _ in items:
        name_offsets.append(4 + 8 * len(items) + len(names))
        names += name.encode("ascii") + b"\0"
    body = b""
    data_start = 4 + 8 * len(items) + len(names)
    data_start += -(header_size + data_start) % 16
    offsets = []
    for _, content in items:
        offsets.append(data_start + len(body))
        body += content + b"\0" * (-len(content) % 16)
    result = data[:header_size] + struct.pack("<I", len(items))
    for name_at, start in zip(name_offsets, offsets):
        result += struct.pack("<II", name_at, start)
    result += names
    result += b"\0" * (header_size + data_start - len(result))
    return result + body, count, len(items)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    library, target = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        member = "icu_packaged_data.cpp.o"
        subprocess.run(["ar", "x", os.path.abspath(library), member], cwd=folder, check=True)
        symbols = subprocess.run(["nm", member], cwd=folder, check=True, capture_output=True, text=True).stdout
        symbol = re.search(r" R (icudt\d+_dat)$", symbols, re.MULTILINE).group(1)
        raw = os.path.join(folder, "all.dat")
        subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", member, raw], cwd=folder, check=True)
        with open(raw, "rb") as file:
            small, before, after = shrink(file.read())
        with open(os.path.join(folder, "some.dat"), "wb") as file:
            file.write(small)
        with open(os.path.join(folder, "data.s"), "w") as file:
            file.write(
                f'.section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n{symbol}:\n'
                f'.incbin "some.dat"\n.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",@progbits\n')
        subprocess.run(["clang", "-c", "data.s", "-o", os.path.abspath(target)], cwd=folder, check=True)
    print(f"ICU data: {after} of {before} items, {len(small) / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
