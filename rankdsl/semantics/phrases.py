"""Phrases of documents that were read as one name, since nothing sets them apart: 任现职级年限3年以上, 无处分期内.

A phrase is put right where its parts are known names and figures, so that nothing else can have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Container

from msgspec import Struct

from rankdsl.diagnostics import Text

_FIGURE = (
    r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]+|半)\s*(?:周?年(?:半)?|个月|个?工作日|日|天|万?元|次|人|名|级)"
)
_BOUND = (
    rf"(?P<name>.+?)(?P<before>满|达到|达|不少于|不低于|至少|超过)?(?P<figure>{_FIGURE})(?P<word>及?以上|及?以下|以内)?"
)
_NOT = r"(?:不是|并非|不在|未在|没有|不|未|没|无)(?P<name>.+)"
_SUM = r"加上|减去|乘以|除以|加|减|乘|[xX×+−÷]"
_SIGNS = {"加": "+", "减": "−", "乘": "×", "除": "÷", "x": "×", "X": "×"}
_WINDOW = (
    r"(?:最近|近|过去)(?P<years>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
    r"个?(?:年度|周年|年)(?:之内|以内|以来|内|来|中|间|里)?"
)
_LIST = r"以及|和|及|与|、"
_YES = frozenset(("可以", "能", "能够", "通过", "符合", "同意", "有", "对", "真", "true", "yes", "y"))
_NO = frozenset(
    ("不可以", "不能", "不能够", "不通过", "不符合", "不同意", "没有", "无", "错", "假", "false", "no", "n")
)
_PER_MILLE = r"千分之(?P<figure>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九])"


class Phrase(Struct, frozen=True):
    """What a phrase is, and how it is written; `meant` may be empty where it means one thing or another."""

    why: Text
    meant: str


def condition(name: str, known: Container[str], values: Container[str]) -> Phrase | None:
    """A phrase where a condition or a value is asked for. `known`: what has a value; `values`: of enumerations."""
    return (
        _equals(name, known, values)
        or _negated(name, known)
        or _bounded(name, known)
        or _reckoned(name, known)
        or _per_mille(name)
    )


def window(name: str) -> Phrase | None:
    """最近三年内 ── 近3年"""
    found = re.fullmatch(_WINDOW, name)
    if found is None or (name.startswith("近") and name[-1] == "年" and "个" not in name):
        return None
    why = Text("最近几年的记录，一律写成“近…年”", "the records of the last years are written 近…年")
    return Phrase(why, f"近{found['years']}年")


def listed(name: str, known: Container[str]) -> Phrase | None:
    """年度考核和处分期内 ── 年度考核、处分期内; 年度考核等 has no mend: nobody knows what else is meant."""
    if name.endswith("等") and name[:-1] in known:
        return Phrase(Text("“等”没有说明还有哪些，机器无法核对", "等 (“and so on”) leaves open what else is meant"), "")
    parts = re.split(_LIST, name)
    if len(parts) > 1 and all(part in known for part in parts):
        return Phrase(Text("几个名称之间用“、”", "names in a row are separated by 、"), "、".join(parts))
    return None


def truth(name: str) -> Phrase | None:
    """可以 ── 是"""
    why = Text("是不是的事，只用“是”或者“否”来答", "what is so or not so is answered by 是 or 否 only")
    if name.lower() in _YES:
        return Phrase(why, "是")
    return Phrase(why, "否") if name.lower() in _NO else None


def value(name: str, values: Container[str]) -> Phrase | None:
    """优秀等次 ── 优秀; 科员级以上 has no mend, for the sign before it would have to change."""
    for ending in ("以上", "及以上", "以下", "及以下"):
        if name.endswith(ending) and name.removesuffix(ending) in values:
            word = "不低于" if ending.endswith("上") else "不高于"
            bare = name.removesuffix(ending)
            why = Text(
                f"“{ending}”要写成比较（包括本级）：去掉前面的“为”或者“=”，写“{word} {bare}”；",
                f"{ending} is written as a comparison, with the value itself included: {word} {bare}, not 为 or =; ",
            )
            return Phrase(why, "")
    for ending in ("等次", "档次", "等级"):
        if name.endswith(ending) and name.removesuffix(ending) in values:
            why = Text("值的后面不再写它是什么", "a value is not followed by what it is")
            return Phrase(why, name.removesuffix(ending))
    return None


def _equals(name: str, known: Container[str], values: Container[str]) -> Phrase | None:
    cuts = [i for i in range(1, len(name)) if name[:i] in known and name[i:] in values]
    if len(cuts) != 1:
        return None
    why = Text("名称和它的值之间要写“=”或者“为”", "= or 为 stands between a name and its value")
    return Phrase(why, f"{name[: cuts[0]]} = {name[cuts[0] :]}")


def _negated(name: str, known: Container[str]) -> Phrase | None:
    found = re.fullmatch(_NOT, name)
    if found is None or found["name"] not in known:
        return None
    return Phrase(Text("“不是”“没有”一律写“非”", "“not” is always written 非"), f"非 {found['name']}")


def _bounded(name: str, known: Container[str]) -> Phrase | None:
    found = re.fullmatch(_BOUND, name)
    if found is None or found["name"] not in known:
        return None
    before, word = found["before"], found["word"] or ""
    if before == "超过" or not (word or before in ("达到", "达", "至少")):
        return None  # the words of the language are told of as such
    sign = "满" if before == "满" else "≤" if word and not word.endswith("上") else "≥"
    why = Text(
        "名称和数量之间要写比较的符号；公文里的“以上”“以下”“以内”都包括本数",
        "a comparison stands between name and figure; 以上, 以下, 以内 include the number itself",
    )
    return Phrase(why, f"{found['name']} {sign} {found['figure']}")


def _reckoned(name: str, known: Container[str]) -> Phrase | None:
    parts = re.split(_SUM, name)
    signs = [_SIGNS.get(sign[0], sign) for sign in re.findall(_SUM, name)]
    if not signs or not any(part in known for part in parts):
        return None
    if not all(part in known or re.fullmatch(_FIGURE, part) or part.isdecimal() for part in parts):
        return None
    words = [parts[0]]
    for sign, part in zip(signs, parts[1:], strict=True):
        words += (sign, part)
    why = Text("加减乘除用符号写，两边留空格", "sums are written with signs and spaces")
    return Phrase(why, " ".join(words))


def _per_mille(name: str) -> Phrase | None:
    found = re.fullmatch(_PER_MILLE, name)
    if found is None:
        return None
    from rankdsl.syntax.numerals import number

    tenth = number(found["figure"]) / 10
    written = f"{tenth.numerator}%" if tenth.denominator == 1 else f"{float(tenth):g}%"
    return Phrase(Text("比例写成百分数", "shares are written in per cent"), written)
