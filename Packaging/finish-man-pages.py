#!/usr/bin/env python3
"""Makes Debian's man pages of what swift-argument-parser's generate-manual wrote.

usage: finish-man-pages.py GENERATED TARGET ADDITIONS

Pages are called `digitlab-train.1` instead of `digitlab.train.1`, examples become a section, sentences and paragraphs
lines of their own, and the first page gets the files, variables and exit statuses that the parser does not know.
"""
import os
import re
import sys
import textwrap

HIDDEN = {"digitlab.help", "digitlab.blas-kernel"}


def escaped(line):
    line = line.replace("\\", "\\e")
    return "\\&" + line if line[:1] in (".", "'") else line


def sentences(paragraph):
    for sentence in re.split(r"(?<=[.;:])\s+(?=\S)", paragraph):
        yield from textwrap.wrap(sentence, 78, break_long_words=False, break_on_hyphens=False)


def guarded(line):
    """A value's name that ends in a comma (`n,n,`) is no end of a sentence."""
    return line + "\\&" if line.startswith((".Op ", ".It ")) and line.endswith(",") else line


def prose(lines):
    """Paragraphs with a line a sentence, and indented lines as they are."""
    result, paragraph = [], []

    def flush():
        if paragraph:
            if result:
                result.append(".Pp")
            result.extend(escaped(line) for line in sentences(" ".join(paragraph)))
            paragraph.clear()

    for line in lines:
        if not line.strip():
            flush()
        elif line.startswith("  "):
            flush()
            result.append(".Dl " + escaped(line.strip()).replace('"', "\\(dq"))
        else:
            paragraph.append(line.strip())
    flush()
    return result


def finish(text, name, subcommands, additions):
    text = re.sub(r'^\.\\" .*\n', '', text)
    lines = text.splitlines()
    head, body, tail, part = [], [], [], "head"
    for line in lines:
        if part == "head":
            head.append(line)
            if line == ".Sh DESCRIPTION":
                part = "body"
        elif part == "body" and not line.startswith("."):
            body.append(line)
        else:
            part = "tail"
            tail.append(line)
    examples = []
    for index, line in enumerate(body):
        if re.fullmatch(r"Examples?:", line):
            end = index + 1
            while end < len(body) and body[end].startswith("  "):
                end += 1
            examples = body[index + 1 : end]
            body = body[:index] + body[end:]
            break
    body = [line for line in body if not line.startswith("Exit status:")]
    page = []
    title = name.replace(".", "-")
    for line in head:
        if line.startswith(".Dt "):
            line = f".Dt {title.upper()} 1"
        elif line.startswith(".Nd "):
            line = ".Nd " + line[4:].strip('"').rstrip(".")
        elif line.startswith(".Nm ") and '"' in line:
            line = f".Nm {title}" if page[-1] == ".Sh NAME" else line
        if line == ".Nm" and page and page[-1] == ".Sh SYNOPSIS":
            line = ".Nm " + name.replace(".", " ")
        page.append(guarded(line))
    while page and not page[-1].strip():
        page.pop()
    page += prose(body)
    in_options = []
    for line in tail:
        if line.startswith(".Sh"):
            break
        if line.startswith("."):
            in_options.append(guarded(line))
        elif line.strip():
            in_options.extend(escaped(part) for part in sentences(line.strip()))
    page += in_options
    if name == "digitlab":
        with open(additions) as file:
            page += file.read().replace("@PREFIX@", "/usr").rstrip("\n").splitlines()
    else:
        page += [".Sh EXIT STATUS", "See", ".Xr digitlab 1 ."]
        if examples:
            page += [".Sh EXAMPLES"] + prose(examples)
    others = sorted(subcommands) if name == "digitlab" or subcommands else ["digitlab"]
    if others:
        page.append(".Sh SEE ALSO")
        names = [other.replace(".", "-") for other in others]
        page += [f".Xr {other} 1 ," for other in names[:-1]] + [f".Xr {names[-1]} 1"]
    return "\n".join(page) + "\n"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__.split("\n\n")[1])
    source, target, additions = sys.argv[1:]
    os.makedirs(target, exist_ok=True)
    names = [file[:-2] for file in sorted(os.listdir(source)) if file.endswith(".1")]
    names = [name for name in names if name not in HIDDEN]
    for name in names:
        with open(os.path.join(source, name + ".1")) as file:
            text = file.read()
        subcommands = [other for other in names if other.rpartition(".")[0] == name]
        with open(os.path.join(target, name.replace(".", "-") + ".1"), "w") as file:
            file.write(finish(text, name, subcommands, additions))


if __name__ == "__main__":
    main()
