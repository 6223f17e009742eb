"""The terminals that a place accepts, in words that a drafter knows."""

from __future__ import annotations

from rankdsl.diagnostics import Text
from rankdsl.syntax.grammar import END_OF_INPUT, Words

_FORMULA_SIGNS = frozenset(("NAME", "NUMBER", "LPAR", "COUNT", "ROUND"))
"""Where all of these are accepted, any formula is."""
_FORMULA = frozenset(
    (
        *("NAME", "NUMBER", "QUANTITY", "DATE", "MONTH", "LPAR", "MINUS", "NOT", "TRUE", "FALSE", "AS_OF", "JUDGED"),
        *("COUNT", "SUM", "LARGEST", "SMALLEST", "SOME", "EVERY", "LATEST", "RUN", "ROUND"),
        *("LARGER", "SMALLER", "MONTHS", "DAYS", "YEAR_OF", "MONTH_OF"),
    )
)
_OPERATORS = frozenset(
    (
        *("PLUS", "MINUS", "MULTIPLY", "DIVIDE", "EQ", "NE", "LT", "LE", "GT", "GE", "IS"),
        *("BELONGS", "NOT_BELONGS", "FULL", "AND", "OR"),
    )
)
_SAMPLE_OPERATORS = ("GE", "PLUS", "AND")
_OPENERS = frozenset(("DEFINE", "DECISION", "TABLE", "DOCUMENT"))
_KINDS = {
    "NAME": Text("名称", "a name"),
    "NUMBER": Text("数", "a number"),
    "QUANTITY": Text("带单位的数（如 3年）", "a number with its unit (3年)"),
    "DATE": Text("日期（如 2020年1月1日）", "a date (2020年1月1日)"),
    "MONTH": Text("年月（如 2020年1月）", "a month (2020年1月)"),
    "STRING": Text("引号里的文字（“……”）", "words in quotation marks “…”"),
    "TITLE": Text("《……》", "《…》"),
    "HEADING": Text("【……】", "【…】"),
    "ARTICLE": Text("第……条", "第…条"),
    "LABEL": Text("（一）这样的编号", "a label such as （一）"),
    "INNER": Text("1. 这样的编号", "a label such as 1."),
    "READING": Text("读法甲这样的名称", "the name of a reading such as 读法甲"),
}
_SIGNS = {
    "END": "。",
    "SEMICOLON": "；",
    "COLON": "：",
    "COMMA": "，",
    "PAUSE": "、",
    "LPAR": "（",
    "RPAR": "）",
    "LBRACE": "{",
    "RBRACE": "}",
    "ARROW": "→",
    "EQ": "=",
    "PLUS": "+",
    "MINUS": "−",
    "MULTIPLY": "×",
    "DIVIDE": "÷",
    "DASH": "—",
    "NE": "≠",
    "LT": "<",
    "LE": "≤",
    "GT": ">",
    "GE": "≥",
}
_RARE = frozenset(("READING", "ADOPTS", "SAME_AS"))
"""Not named where anything else is possible: few who are stuck there were about to write one of these."""
_MOST = 6


def expected(accepted: frozenset[str], words: Words) -> Text:
    """“；”或者“。”; a formula and an operator count as one thing each."""
    rest = set(accepted) - {END_OF_INPUT}
    rest = rest - _RARE or rest
    parts: list[Text] = []
    if rest >= _OPENERS:
        parts.append(Text("一条新的规定", "a new statement"))
        rest = {terminal for terminal in rest if terminal in _SIGNS}
    if rest >= _FORMULA_SIGNS:
        parts.append(Text("条件或者算式", "a condition or formula"))
        rest -= _FORMULA
    operators = [t for t in _SAMPLE_OPERATORS if t in rest] if len(rest & _OPERATORS) > 4 else []
    if operators:
        rest -= _OPERATORS
    parts += [Text.same(f"“{words.first(t)}”") for t in words.spellings if t in rest and t not in _SIGNS]
    parts += [kind for terminal, kind in _KINDS.items() if terminal in rest]
    parts += [Text.same(f"“{sign}”") for terminal, sign in _SIGNS.items() if terminal in rest]
    if operators:
        sample = [spelling(terminal, words) for terminal in operators]
        parts.append(
            Text("".join(f"“{w}”" for w in sample) + "这样的连接", f"an operator such as {' or '.join(sample)}")
        )
    if len(parts) > _MOST:
        parts = [*parts[:_MOST], Text("其他写法", "something else")]
    *first, last = parts or [Text("别的写法", "something else")]
    joined = Text.join(first, "、", ", ")
    return joined + Text("或者", " or ") + last if first else last


def spelling(terminal: str, words: Words) -> str:
    """How a keyword or sign is written."""
    return _SIGNS[terminal] if terminal in _SIGNS else words.first(terminal)
