"""Documents made for measuring: always the same bytes, for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NUMERALS = "一二三四五六七八九十"
FACTS = tuple(f"事实{word}" for word in (*NUMERALS, "十一", "十二"))
"""Twelve facts: even positions are whole numbers from 0 to 99, odd positions are yes-or-no."""
OTHER_FIGURES = (
    ("施行：2019年6月1日。", "施行：2030年1月1日。"),
    ("二级调研员 → 3年；", "二级调研员 → 4年；"),
    ("参数 优秀缩短：半年。", "参数 优秀缩短：3个月。"),
    ("参数 诫勉影响期：6个月。", "参数 诫勉影响期：12个月。"),
)
"""What a later version of the Provisions of 2019 says, for measuring; no such version exists."""
BOUNDS = 97
"""A prime, so that bounds, numbers and truths run through all their combinations."""


class Rule(NamedTuple):
    """One definition: `low` where the number is at least `bound` and the truth holds, else `high`."""

    name: str
    number: str
    bound: int
    truth: str
    low: int
    high: int


def rules(count: int) -> Iterator[Rule]:
    """`count` definitions over the twelve facts, no two of the first 500 alike."""
    numbers, truths = FACTS[0::2], FACTS[1::2]
    for n in range(count):
        yield Rule(f"定义{n + 1:04}", numbers[n % 6], 1 + n * 7 % BOUNDS, truths[n // 6 % 6], n % 5, n % 5 + 1)


def write_draft(folder: Path, document: Path) -> Path:
    """A later version of the document, with other figures; its path. What it stands under is not beside it."""
    text = document.read_text(encoding="utf-8")
    for written, instead in OTHER_FIGURES:
        if text.count(written) != 1:
            raise ValueError(f"{document.name} does not say {written} once")
        text = text.replace(written, instead)
    path = folder / document.name
    path.write_text(text, encoding="utf-8")
    return path


def write_definitions(folder: Path, count: int) -> Path:
    """A workspace of one vocabulary and one document of `count` definitions with two branches each; its path.

    The branches of a definition neither overlap nor leave a gap, so that every question has to be answered to the end.
    """
    facts = []
    for position, name in enumerate(FACTS):
        shape = "type: 整数, range: [0, 99], typical: 50" if position % 2 == 0 else "type: 是否, typical: 是"
        facts.append(f"  {name}: {{english: fact_{position + 1}, {shape}, meaning: 测量用, source: 测量}}\n")
    vocabulary = "vocabulary: 测量\nenglish: measure\nextends: null\nmonth_end: clip\nfacts:\n" + "".join(facts)
    lines = ["文件《测量用文件》\n  层级：中央。\n  词表：测量。\n  施行：2020年1月1日。\n"]
    for n, rule in enumerate(rules(count)):
        if n % 10 == 0:
            lines.append(f"\n第{n // 10 + 1}条【测量】\n")
        lines.append(
            f"  定义 {rule.name}：当 {rule.number} ≥ {rule.bound} 且 {rule.truth} 时，{rule.low}；"
            f"当 {rule.number} < {rule.bound} 或 非 {rule.truth} 时，{rule.high}。\n"
        )
    lines.append(f"\n第{count // 10 + 2}条【决定】\n  决定 可通过 须：（一）定义0001 ≥ 1；（二）定义0002 ≥ 2。\n")
    (folder / "vocabulary").mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary" / "测量.yaml").write_text(vocabulary, encoding="utf-8")
    (folder / "rankdsl.toml").write_text(
        'name = "测量"\nvocabularies = ["vocabulary/*.yaml"]\ndocuments = ["*.rank"]\n', encoding="utf-8"
    )
    document = folder / "测量.rank"
    document.write_text("".join(lines), encoding="utf-8")
    return document


LINE_BYTES = 50
"""With its line end: the length of every line of `long_text`."""


def long_text(lines: int) -> str:
    """A document of `lines` lines of 50 bytes each, in the mixture of statements that a long document has."""
    written = ["文件《测量》", "层级:中央。", "施行:2020年1月1日。"]
    kinds = (
        "定义 甲{n:05}:月数 ≥ {a} 且 等次 < {b}。",
        "参数 乙{n:05}:{a}年{b}个月,自20{b:02}年起。",
        "表 丙{n:05} 按 级:科员→{b};副科→{a}。",
        "定义 丁{n:05}:当 在编 时,{a};其他,{b}。",
        "决定 戊{n:05} 须:月数 > {b} 或 在编。",
    )
    for n in range(len(written), lines):
        if n % 20 == 3:
            line = f"第{n // 20 + 1}条【测量】"
        else:
            line = kinds[n % len(kinds)].format(n=n, a=n % 30 + 1, b=n % 9 + 1)
        written.append(line)
    padded = []
    for line in written:
        missing = LINE_BYTES - 1 - len(line.encode())
        if missing < 0:
            raise AssertionError(f"a line of the measuring text is {-missing} bytes too long: {line}")
        padded.append(line + " " * missing + "\n")
    return "".join(padded)
