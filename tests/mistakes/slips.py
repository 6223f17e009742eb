"""One slip of the pen somewhere in a sound document, as hands and programs make them."""

from __future__ import annotations

import random
import re

SLIPS: dict[str, tuple[str, ...]] = {
    "；": ("，", "。", ";", "", "；；", "、", "！"),
    "。": ("；", "，", "", "。。", "."),
    "，": ("；", "、", "，，"),
    "：": ("", "；", "=", "：："),
    "、": ("，", "", "和"),
    "（": ("", "("),
    "）": ("", ")"),
    "“": ("", '"', "‘"),
    "”": ("", "“"),
    "≥": ("=>", ">", "≧", "大于等于", "> ="),
    "≤": ("=<", "=＜"),
    "=": ("：", "==", "为", "等于"),
    "且": ("并且", "和", "而且", "&&", ""),
    "或": ("或者", "||", ""),
    "非": ("不", "没有", ""),
    "时": ("", "的时候", "的"),
    "须": ("应当", "必须", ""),
    "→": ("：", "——", "=", ""),
    "【": ("", "["),
    "】": ("", "]"),
    "《": ("", "〈"),
    "》": ("", "〉"),
    "{": ("", "（"),
    "}": ("", "）"),
    "×": ("x", "*", "乘以"),
    "−": ("-", "减", "–"),
    "+": ("＋", "加"),
    "其他": ("否则", "其它", "其余"),
    "当": ("如果", "若", ""),
    "定义": ("定意", "定 义", "定義", "设"),
    "决定": ("决 定", "決定", ""),
    "第": ("",),
    "条": ("",),
    "年": ("岁", ""),
    "为": ("=", "是", ""),
    "计数": ("数", ""),
    "中": ("", "里"),
    "的": ("", "之"),
    " ": ("", "\u200b", "  ", "\u3000"),
    "\n": ("", "\n\n"),
}
_WHERE = re.compile("|".join(sorted(map(re.escape, SLIPS), key=len, reverse=True)))


def slip(text: str, chance: random.Random) -> str:
    """`text` with one slip outside its comments."""
    places = [match for match in _WHERE.finditer(text) if not _in_comment(text, match.start())]
    place = chance.choice(places)
    return text[: place.start()] + chance.choice(SLIPS[place.group()]) + text[place.end() :]


def _in_comment(text: str, position: int) -> bool:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return "#" in line or "//" in line
