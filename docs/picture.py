"""A picture of what a terminal shows: coloured lines to SVG.

Every run of characters stands at its column and is as wide as its columns, whatever font the reader has: two columns
for a Chinese character, as on a terminal. No font is named that must be fetched, nothing is random, and the colours
follow the reader's light or dark setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from rankdsl.reporters.paper import width

COLUMN, LINE = 8.0, 21
MARGIN, BAR = 18, 34
LATIN, HAN = 13.3, 15.5
"""Sizes of the two scripts, so that both fill their columns."""

STYLES = {"1": "b", "2": "f", "1;31": "e", "1;33": "w", "1;36": "n", "1;32": "g", "36": "l"}
"""The colours of the reports to the classes below."""

SHEET = """\
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",\
"Noto Sans CJK SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",monospace;font-size:13.3px;\
white-space:pre;fill:#1f2328}
.h{font-size:15.5px}.b{font-weight:700}.f{fill:#656d76}.e{fill:#c62828;font-weight:700}
.w{fill:#9a6700;font-weight:700}.n{fill:#0a6c74;font-weight:700}.g{fill:#1a7f37;font-weight:700}.l{fill:#0550ae}
.p{fill:#1a7f37}.card{fill:#fbfcfd;stroke:#d0d7de}.dot{fill:#d0d7de}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.f{fill:#8b949e}.e{fill:#ff7b72}.w{fill:#e3b341}.n{fill:#56d4dd}
.g{fill:#56d364}.l{fill:#79c0ff}.p{fill:#56d364}.card{fill:#0d1117;stroke:#30363d}.dot{fill:#30363d}}
"""

ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def svg(lines: Sequence[str], description: str) -> str:
    """Lines with colour codes as a picture; `description` is read to those who do not see it."""
    columns = max(width(ESCAPE.sub("", line)) for line in lines)
    across, down = round(columns * COLUMN + 2 * MARGIN), len(lines) * LINE + BAR + MARGIN
    attributes = f'width="{across}" height="{down}" viewBox="0 0 {across} {down}" role="img"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {attributes} aria-label="{escape(description)}">\n',
        f"<title>{escape(description)}</title>\n<style>\n{SHEET}</style>\n",
        f'<rect class="card" x=".5" y=".5" width="{across - 1}" height="{down - 1}" rx="10"/>\n',
        *(f'<circle class="dot" cx="{MARGIN + 4 + 18 * i}" cy="17" r="5"/>\n' for i in range(3)),
    ]
    for number, line in enumerate(lines):
        base = BAR + LINE * number + 15
        parts += [f"{text}\n" for text in one_line(line, base)]
    return "".join(parts) + "</svg>\n"


def one_line(line: str, base: int) -> Iterator[str]:
    column = 0
    for words, style in pieces(line):
        for kind, characters in groupby(words, script):
            run = "".join(characters)
            wide = width(run)
            if kind != " ":
                names = " ".join(name for name in (style, kind) if name)
                marked = f' class="{names}"' if names else ""
                yield (
                    f'<text x="{MARGIN + column * COLUMN:g}" y="{base}" textLength="{wide * COLUMN:g}"{marked}>'
                    f"{escape(run, quote=False)}</text>"
                )
            column += wide


def script(character: str) -> str:
    """The class of a character: blanks, two columns wide, or neither."""
    return " " if character == " " else "h" if width(character) == 2 else ""


def pieces(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a line, each in one colour."""
    style = "p" if line.startswith("$ ") else ""
    at = 0
    for code in ESCAPE.finditer(line):
        if code.start() > at:
            yield line[at : code.start()], style
        style = STYLES.get(code[1], "")
        at = code.end()
    if at < len(line):
        yield line[at:], style
