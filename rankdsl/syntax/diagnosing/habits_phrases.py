"""Habits with the phrases of documents: 以上, 如果……则, 除……外, 属于 without braces."""

from __future__ import annotations

import re

from rankdsl.syntax import findings_habits as messages
from rankdsl.syntax import findings_layout
from rankdsl.syntax.diagnosing.rewriting import Change, Found, Habit, Passage, Seen, swap
from rankdsl.syntax.lexing import normal

_NAME = r"[^\W\d]\w{0,40}"
_FIGURE = r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]+|半)"
_QUANTITY = rf"{_FIGURE}\s*(?:周?年(?:半)?|个月|个?工作日|[日天]|万?元|%|次|[人名分份项件]|级|)"
_NO_UNITS = "岁|个?百分点|届|期|学时|课时|学分|小时|分钟|周|个?星期|个?季度|学年|票|篇"
_AFTER = r"(?=\s*(?:[,;。)、]|且|或|$))"
_CASES = ("DEFINE",)
_SPOKEN_AND = "而且|并且|同时|以及|并|又|且同时"
_SPOKEN_OR = "或者|或是|要么"


def _bound(match: Seen) -> str:
    sign = "≥" if match["word"].endswith("上") else "≤"
    return f" {'满' if match['before'] == '满' else sign} {match['quantity'].replace(' ', '')}"


def _set(match: Seen) -> str:
    values = [value for value in re.split(r"[、,，]|\s(?:或者?|和|及)\s|\s", match["values"]) if value]
    return f"属于 {{{'、'.join(values)}}}"


def _branches(passage: Passage) -> Found | None:
    """如果 a，则 x；否则 y ── 当 a 时，x；其他，y"""
    if passage.first not in _CASES or ":" not in passage.text:
        return None
    begin = passage.text.index(":") + 1
    changes: list[Change] = []
    for match in _CONDITION.finditer(passage.text, begin):
        condition = passage.raw[match.start("condition") : match.end("condition")].strip()
        condition = re.sub(r"(?:的话|的时候|的情况下|的)$", "", condition).strip()
        if condition in ("其他", "其余", "其他人员", "其他情形"):
            changes.append(Change(match.start("all"), match.end("all"), "其他，"))
        else:
            changes.append(Change(match.start("all"), match.end("all"), f"当 {condition} 时，"))
    changes += (
        Change(match.start(), match.end(), f"{'；' if match['sign'] else ''}其他，")
        for match in _ELSE.finditer(passage.text, begin)
        if not any(c.start < match.end() and match.start() < c.end for c in changes)
    )
    changes.sort(key=lambda change: change.start)
    raw = passage.raw
    changes = [change for change in changes if raw[change.start : change.end] != change.text]
    if not changes or changes[0].start > passage.halt:
        return None
    words = {"written": raw[changes[0].start : changes[0].end].strip(), "meant": changes[0].text.strip() + "……"}
    return Found(tuple(changes), words)


_CONDITION = re.compile(
    r"(?:(?<=[:;])|\A|(?<=\n))\s*(?P<all>"
    r"(?:如果|假如|倘若|若|如|凡是|凡|当|对于|对)?\s*(?P<condition>(?!否则|不然)[^,;:。\n]{1,80}?)\s*"
    r"(?:,?\s*(?:则|那么|就)\s*(?:为|是)?\s*,?|(?:的话|的时候|的情况下|的|时)\s*,|,)\s*)"
)
_ELSE = re.compile(r"(?P<sign>[,;]?)\s*(?:否则|不然|其余|其它|其他)\s*(?:的|人员)?\s*(?:,|则|为)?\s*,?\s*(?=\S)")
_EXCEPTION = re.compile(
    r"^例外(?P<article>\s*(?:《[^《》]+》)?\s*(?:第[^条\s]+条)?)\s*(?P<when>如果|若|对于|对|凡|当)?\s*"
    r"(?P<condition>[^,;:。当]{1,80}?)\s*(?P<time>时|的时候|的|的话)?\s*,\s*(?:则\s*)?"
    rf"(?P<name>{_NAME}(?:\([一二三四五六七八九十]+\))?)\s*(?P<is>=|等于|改为|调整为|减为|增为|定为|是|为|:)\s*(?P<value>[^。;]+)"
)


def _exception(passage: Passage) -> Found | None:
    if passage.first != "EXCEPTION":
        return None
    match = _EXCEPTION.search(passage.text)
    if match is None:
        return None
    seen = Seen(match, passage.raw)
    article = seen["article"].strip()
    start, end = match.start("article"), match.end()
    text = f"{' ' if article[:1] != '《' else ''}{article + ' ' if article else ''}当 {seen['condition'].strip()} 时，"
    text += f"{seen['name']} 为 {seen['value'].strip()}"
    if re.sub(r"\s", "", passage.text[start:end]) == re.sub(r"\s", "", normal(text)):
        return None
    return Found((Change(start, end, text),), {"meant": f"例外{text}。"})


def _between(match: Seen) -> str:
    return match[0] + " "


HABITS = (
    Habit(
        messages.SPOKEN, swap(r"另(?:外须|外需|应当|应|需|必须)(?=\s*(?:具备|符合|下列|:))", "另须", opens=("AMEND",))
    ),
    Habit(messages.SPOKEN, swap(rf"(?<=[\w)}}])\s*,\s*(?:{_SPOKEN_AND})\s+", "，且 ")),
    Habit(messages.SPOKEN, swap(rf"(?<=[\w)}}])\s*,\s*(?:{_SPOKEN_OR})\s+", "，或 ")),
    Habit(
        messages.SPOKEN,
        swap(r"(?<=[:;,(\s])(?:不是|并非|不在|不|未在|未|没有|无)(?=\s+\w)", "非", unless="不\\s*(?:加严|放宽)"),
    ),
    Habit(
        messages.AT_LEAST,
        swap(
            rf"\s*(?P<before>≥|>=|不少于|不低于|不小于|至少|达到|满)?\s*(?P<quantity>{_QUANTITY})\s*"
            rf"(?:\(含(?:本数)?\)|含)?\s*(?P<word>及以上|以上){_AFTER}",
            _bound,
        ),
    ),
    Habit(
        messages.AT_LEAST,
        swap(
            rf"\s*(?P<before>≤|<=|不超过|不多于|不高于|至多|最多)?\s*(?P<quantity>{_QUANTITY})\s*"
            rf"(?:\(含(?:本数)?\)|含)?\s*(?P<word>及以下|以下|以内|之内){_AFTER}",
            _bound,
        ),
    ),
    Habit(
        messages.RANK_BOUND,
        swap(
            rf"(?<=\w)\s+(?P<quantity>{_NAME}?)(?P<word>及以上|以上|及以下|以下){_AFTER}",
            lambda m: f" {'不低于' if m['word'].endswith('上') else '不高于'} {m['quantity']}",
        ),
    ),
    Habit(
        messages.DOUBLE_BOUND,
        swap(
            rf"(?P<low>{_QUANTITY}|{_NAME})\s*(?P<first>≤|<=|<)\s*(?P<name>{_NAME})\s*(?P<second>≤|<=|<)\s*(?P<high>{_QUANTITY}|{_NAME})",
            r"（\g<name> ≥ \g<low>，且 \g<name> ≤ \g<high>）",
            unless="<(?!=)",
        ),
    ),
    Habit(
        messages.SET_BRACES,
        swap(
            rf"(?:属于|包括|为|=|是)\s*[({{]?\s*(?P<values>{_NAME}(?:\s*(?:[、,]|或者?|和|及)\s*{_NAME})+)\s*[)}}]?(?=\s*(?:[;。)]|,\s*(?:且|或)|且|$))",
            _set,
        ),
    ),
    Habit(messages.SET_BRACES, swap(rf"属于\s*\(?\s*(?P<values>{_NAME})\s*\)?", _set)),
    Habit(
        messages.FILTER_EQUALS,
        swap(
            rf"(?P<name>中\s*\(\s*{_NAME})\s*:\s*(?P<value>{_NAME})\s*\)",
            lambda m: f"{m['name'].replace('(', '（')} = {m['value']}）",
        ),
    ),
    Habit(
        messages.FILTER_EQUALS,
        swap(
            rf"(?P<left>(?:当|且|或|非)\s+{_NAME})\s*:\s*(?P<value>\w+)(?=\s*(?:时|[,;。)]|且|或))",
            r"\g<left> = \g<value>",
        ),
    ),
    Habit(
        messages.FILTER_BRACKETS,
        swap(rf"\s中\s+(?P<body>{_NAME}\s*(?:=|为|≥|≤|不为|≠|不低于|不高于)\s*{_NAME})", r" 中（\g<body>）"),
    ),
    Habit(
        messages.FILTER_BRACKETS,
        swap(rf"(?<=\w)中\s*\((?P<body>\s*{_NAME}\s*(?:=|为|≥|≤|不为|≠|不低于|不高于)[^()]+)\)", r" 中（\g<body>）"),
    ),
    Habit(
        messages.FILTER_BRACKETS,
        swap(
            rf"(?<=[^\W中])\s*\((?P<body>\s*{_NAME}\s*(?:=|为|≥|≤|不为|≠|不低于|不高于)\s*\w+\s*)\)", r" 中（\g<body>）"
        ),
    ),
    Habit(findings_layout.BRANCH_FORM, _branches),
    Habit(findings_layout.EXCEPTION_FORM, _exception),
    # advice only
    Habit(
        messages.UNIT_UNKNOWN,
        swap(rf"(?<![\w.])[0-9]+(?:\.[0-9]+)?\s*(?P<written>{_NO_UNITS})(?!\w)", r"\g<0> "),
        sure=False,
    ),
    Habit(
        messages.COUNT_WORD,
        swap(
            rf"(?P<window>近\s*{_FIGURE}年|任现职级以来|任职以来)\s*(?P<records>{_NAME})",
            r"\g<0> ",
            unless="计数|合计|最大|最小|任一|每个|最近一次|连续",
        ),
        sure=False,
    ),
    Habit(
        findings_layout.AMEND_ARTICLE,
        swap(rf"(?P<title>《[^《》]+》)\s*(?P<name>{_NAME})(?=\s|[(:])", r"\g<0> ", opens=("AMEND",)),
        sure=False,
    ),
    Habit(findings_layout.TABLE_BY, swap(rf"^表\s+(?P<name>{_NAME})\s*:", r"\g<0> ", opens=("TABLE",)), sure=False),
    Habit(
        messages.BETWEEN_TWO,
        swap(
            rf"(?P<name>{_NAME})\s*在\s*(?P<least>{_QUANTITY})\s*(?:至|到|-|~|—+)\s*(?P<most>{_QUANTITY})\s*之?间",
            _between,
        ),
        sure=False,
    ),
    Habit(
        messages.ET_CETERA,
        swap(
            r"(?<=\w)\s+等(?=\s*[。;,])",
            r"\g<0> ",
            opens=("PUBLISH", "JUDGED", "FOR_SUBORDINATES", "SCOPE", "DECISION", "DEFINE"),
        ),
        sure=False,
    ),
    Habit(
        messages.EXCEPT_FORM,
        swap(
            r"除外|除\s+\w+\s*(?:之|以)?外",
            r"\g<0> ",
            later=True,
            opens=("DECISION", "DEFINE", "SCOPE", "EXCEPTION", "AMEND"),
        ),
        sure=False,
    ),
    Habit(
        findings_layout.BRANCH_LAST,
        swap(rf"(?<=;)\s*(?P<written>{_QUANTITY})(?=\s*。)", r"\g<0> ", opens=("DEFINE",)),
        sure=False,
    ),
    Habit(
        messages.COMMA_BETWEEN,
        swap(
            r"(?P<sign>[,、])(?=\s*\w)",
            r"\g<0> ",
            opens=("DECISION", "DEFINE", "SCOPE", "AMEND", "ASSERT"),
            unless="当|其他|\\(.*,|除外",
        ),
        sure=False,
    ),
)
