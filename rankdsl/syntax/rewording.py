"""Findings about an English document in the words that it is written in.

A message names what can be written by its Chinese words and signs, also in its English wording. About an English
document they are those of English: what Chinese writes 定义, （一） or 。 is `define`, `(1)` and `.` there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial

from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Finding, Fix, Text
from rankdsl.syntax import numerals, numerals_english
from rankdsl.syntax.ast import WrittenUnit
from rankdsl.syntax.grammar import load_words


def _counted(value: Fraction, unit: WrittenUnit) -> str:
    return numerals_english.written_quantity(value, unit)


_SIGNS = {"。": ".", "；": ";", "：": ":", "，": ",", "、": ",", "（": "(", "）": ")", "“": "“", "”": "”"}
_MARKS = (("《", "》", "“{}”"), ("【", "】", "[{}]"), ("「", "」", "`{}`"))
_OTHERS = {"自": "from", "起": "", "时": ",", "外": "", "除": "except", "之间规定": "", "可在": "may be set from"}
"""Words of the Chinese order of words."""
_NUMERAL = "[0-9〇零一二三四五六七八九十百千]+"
_SAMPLES = {
    "可晋升": "promotable",
    "年度考核": "annual_assessments",
    "等次": "grade",
    "优秀": "excellent",
    "称职": "competent",
    "处分期内": "under_sanction",
    "得分": "score",
    "新名": "new_name",
    "旧名": "old_name",
    "甲": "a",
    "乙": "b",
    "2位": "2 places",
    "3年": "3 years",
    "2年": "2 years",
    "2020年1月1日": "1 January 2020",
    "2020年1月": "January 2020",
}
"""Names and values of the examples in messages."""
_TIMES_AND_SUMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile("(?<![0-9.])([0-9]{4})年(1[0-2]|0?[1-9])月(?:([0-9]{1,2})日)?"),
        lambda found: f"{found[3] + ' ' if found[3] else ''}{numerals_english.MONTHS[int(found[2]) - 1]} {found[1]}",
    ),
    (re.compile("(?<![0-9.])([0-9]{4})年至([0-9]{4})年"), lambda found: f"{found[1]} to {found[2]}"),
    (re.compile("(?<![0-9.])([0-9]{4})年(?![0-9]+月)"), lambda found: found[1]),
    (re.compile("半年"), lambda found: "half a year"),
    (
        re.compile(r"(?<![0-9.])([0-9]{1,12}(?:\.[0-9]{1,12})?)(年|个月|个工作日|日|万?元)(?![0-9]+月)"),
        lambda found: _counted(*numerals.quantity(found[0])) + " " * found.string[found.end() :][:1].isalnum(),
    ),
)
_VALUES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    *_TIMES_AND_SUMS,
    (re.compile("、"), lambda found: "; "),
    (re.compile("，"), lambda found: ", "),
    (re.compile("不适用"), lambda found: load_words("en").first("NOT_APPLICABLE")),
)
_CITED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile("评定日"), lambda found: load_words("en").first("AS_OF")),
    (re.compile("《([^《》]*)》(?=第)"), lambda found: f"“{found[1]}” "),
    (re.compile("《([^《》]*)》"), lambda found: f"“{found[1]}”"),
    (
        re.compile(f"第{_NUMERAL}条(?:之{_NUMERAL})?"),
        lambda found: numerals_english.written_article(numerals.article_name(found[0])),
    ),
    (re.compile(f"(?<=[0-9])（(?={_NUMERAL}）)"), lambda found: " （"),
    (
        re.compile(f"（({_NUMERAL})）([0-9]+)"),
        lambda found: f"（{found[1]}）{numerals_english.written_inner(int(found[2]))}",
    ),
    (re.compile(f"^（({_NUMERAL})）$"), lambda found: f"({numerals.number(found[1])}) "),
    (re.compile(f"（({_NUMERAL})）(?=\\w)"), lambda found: f"({numerals.number(found[1])}) "),
    (re.compile(f"（({_NUMERAL})）"), lambda found: f"({numerals.number(found[1])})"),
)
_HAN = re.compile("[\u4e00-\u9fff]+")
_BETWEEN_QUOTES = re.compile("“([^“”]*)”")


def reworded(finding: Finding) -> Finding:
    """The finding with both languages of its message in the document's words; its fingerprint stays."""
    fix = None if finding.fix is None else reworded_fix(finding.fix)
    return replace(
        finding,
        message=_both(finding.message),
        help=None if finding.help is None else _both(finding.help),
        fix=fix,
    )


def reworded_fix(fix: Fix) -> Fix:
    edits = tuple(Edit(edit.span, _in_english(edit.text)) for edit in fix.edits)
    return replace(fix, message=_both(fix.message), edits=edits)


def value_in_english(text: str) -> str:
    """A value as people are shown it (12年, 2004年7月, 1990年至2014年 称职) in English; names in it are left alone."""
    for pattern, become in _VALUES:
        text = pattern.sub(become, text)
    return text


def prose_in_english(text: str) -> str:
    """An English sentence that cites titles, articles and items, and shows values; names in it are left alone."""
    for pattern, become in _CITED:
        text = pattern.sub(become, text)
    return value_in_english(text)


def _both(text: Text) -> Text:
    """In a Chinese sentence only what it quotes is a word of the document."""
    chinese = _BETWEEN_QUOTES.sub(lambda quoted: f"“{_in_english(quoted[1])}”", text.zh)
    english = text.en
    runs = _HAN.findall(english)
    if len(runs) == 1 and runs[0] in load_words("zh").terminals and f"“{runs[0]}" not in english:
        english = english.replace(runs[0], f"“{runs[0]}”")  # a keyword alone in a sentence, not in a phrase
    return Text(chinese, _in_english(english))


def _in_english(text: str) -> str:
    if text.isascii():
        return text
    for pattern, become in _replacements():
        text = pattern.sub(become, text)
    return text


def _shaped(shape: str, found: re.Match[str]) -> str:
    return shape.format(found[1])


@cache
def _replacements() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    chinese, english = load_words("zh"), load_words("en")
    words = _OTHERS | _SAMPLES
    for terminal, spellings in chinese.spellings.items():
        if terminal in english.spellings:
            words |= dict.fromkeys(spellings, english.first(terminal))
    words |= english.comparisons
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    signs = "".join(_SIGNS)
    return (
        (re.compile("《([^《》]*)》(?=第)"), lambda found: f"“{found[1]}” "),
        *((re.compile(f"{first}([^{first}{last}]*){last}"), partial(_shaped, shape)) for first, last, shape in _MARKS),
        (re.compile(r"(\S+) 近([0-9]+)年 (\S+) 中（"), lambda found: f"{found[1]} of {found[3]} 近{found[2]}年 中（"),
        (re.compile("近([0-9]+)年"), lambda found: f"{english.first('RECENT')} {found[1]} years"),
        *_TIMES_AND_SUMS,
        (re.compile("中（"), lambda found: f"{english.first('AMONG')} ("),
        (re.compile("第[…—]+条"), lambda found: "article N"),
        (
            re.compile(f"第{_NUMERAL}条"),
            lambda found: numerals_english.written_article(numerals.article_name(found[0])),
        ),
        (re.compile(f"（({_NUMERAL})）"), lambda found: f"({numerals.number(found[1])})"),
        (re.compile("读法[甲乙丙丁戊己庚辛]"), lambda found: numerals_english.written_reading(found[0])),
        (re.compile(rf"(?<!\w)(?:{listed})(?!\w)"), lambda found: words[found[0]]),
        (re.compile(f"([{signs}])"), lambda found: _SIGNS[found[0]]),
        (re.compile(r"[,;:)](?=[\w(“≥≤=])|(?<=[\w)])(?=“)"), lambda found: f"{found[0]} "),
    )
