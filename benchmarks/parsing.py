"""Lines a second from text to tree, ours with its spans and Lark's own, on the same text in turns. Prints JSON.

    python benchmarks/parsing.py 5

Ours is `rankdsl.syntax.parse`: nodes of the AST with their spans, names and numbers read, every mistake reported.
Lark's is its LALR parser with the contextual lexer on the same grammar, with positions propagated: a tree of
tokens from which nothing is built. It is helped: garbage collection is paused for both, and it gets the text in parts,
because its time for one long row of statements is quadratic. Preparing either parser is not counted.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from documents import long_text
from lark import Lark

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rankdsl.source import SourceFile  # noqa: E402
from rankdsl.syntax import parse  # noqa: E402
from rankdsl.syntax.grammar import load_words  # noqa: E402
from rankdsl.syntax.grammar_files import folder  # noqa: E402

LINES = 12_000
PART = 400
"""Lines that Lark is given at a time."""


def lark_parser() -> Lark:
    """The project's grammar with its keywords written out as terminals, which is what Lark needs to lex by itself."""
    words = load_words("zh")
    grammar = (folder() / "rankdsl.lark").read_text(encoding="utf-8")
    declared = set(re.findall(r"[A-Z_]+", " ".join(re.findall(r"^%declare (.*)$", grammar, re.MULTILINE))))
    lines = [re.sub(r"^%declare .*$", "", grammar, flags=re.MULTILINE), r"%ignore /\s+/"]
    for name in sorted(declared):
        if name not in words.spellings:  # a word of the other language
            lines.append(f"%declare {name}")
            continue
        spelt = "|".join(sorted(map(re.escape, words.spellings[name]), key=len, reverse=True))
        boundary = r"(?!\w)"
        if name in words.against_number:
            boundary = r"(?=\d|\W)"
        elif name in words.before_bracket:
            boundary = r"(?=\s*\()"
        lines.append(f"{name}.20: /(?:{spelt}){boundary}/")
    return Lark("\n".join(lines), parser="lalr", lexer="contextual", start="file", propagate_positions=True)


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    began = perf_counter()
    work()
    spent = perf_counter() - began
    gc.enable()
    return spent


def main() -> None:
    runs = int(sys.argv[1])
    text = long_text(LINES)
    source = SourceFile("measure.rank", text)
    read = parse(source)
    if read.findings or sum(len(a.statements) for d in read.node.documents for a in d.articles) < LINES * 0.9:
        raise AssertionError("the measuring text is not read whole")
    parser = lark_parser()
    lines = text.splitlines(keepends=True)
    parts = ["".join(lines[n : n + PART]) for n in range(0, LINES, PART)]

    def of_lark() -> list[object]:
        return [parser.parse(part) for part in parts]

    if sum(len(tree.children) for tree in map(parser.parse, parts)) < LINES * 0.9:
        raise AssertionError("Lark does not read the measuring text whole")
    rounds = [(seconds(lambda: parse(source)), seconds(of_lark)) for _ in range(runs)]
    ours, other = (median(column) for column in zip(*rounds, strict=True))
    print(json.dumps({"lines": LINES, "ours": LINES / ours, "other": LINES / other}))


if __name__ == "__main__":
    main()
