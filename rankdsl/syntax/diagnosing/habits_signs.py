"""Habits with punctuation, operators, figures and dates.

Patterns see text whose full-width signs are ASCII (“：” is `:`); “。”, “、”, “《》” and quotation marks are as written.
"""

from __future__ import annotations

import re

from rankdsl.syntax import findings_habits as messages
from rankdsl.syntax import findings_layout
from rankdsl.syntax.diagnosing.rewriting import Habit, Seen, swap

_NAME = r"[^\W\d]\w{0,40}"
_ARABIC = r"[0-9]+(?:\.[0-9]+)?"
_SUM = r"(?=\s*(?:[0-9(]|半|当\s|计数\s|合计\s|较|取整|[^\s。;]+\s*[-+×÷]))"
"""What follows says that the sign before it stands for a colon, and is no comparison."""
_COLON_AFTER = "要旨|出处|适用|断言|层级|辖区|依据|词表|施行|废止|待判断"
_OPENING_WORDS = "定义 决定 参数 例外 修改 公布 断言 案例 预期 要旨 出处 适用 文件 对下 对应 层级 依据 词表 施行 新设"
_SPACED = "|".join(rf"{word[0]}[ \t\u3000]+{word[1]}" for word in _OPENING_WORDS.split())
_MECHANISMS = "积分|占比|职数|升降|择优|周转池|程序|指标|职责清单|待遇|后果"
_DAY = r"[0-9]{1,2}"

_WORDS = {
    "&&": "且", "&": "且", "||": "或", "∧": "且", "∨": "或", "¬": "非",
    "乘以": "×", "乘": "×", "x": "×", "X": "×", "加上": "+", "加": "+", "减去": "−", "减": "−", "除以": "÷",
    "=<": "≤", "= <": "≤", "< =": "≤", "= >": "≥", "=>": "≥", "> =": "≥",
    "! =": "≠", "< >": "≠", "===": "=", "= =": "=",
}  # fmt: skip
_ENGLISH = {
    "and": "且", "or": "或", "not": "非", "when": "当", "if": "当", "otherwise": "其他", "else": "其他", "true": "是",
    "false": "否", "is": "为", "in": "属于", "count": "计数", "define": "定义", "decision": "决定", "table": "表",
    "parameter": "参数", "scope": "适用", "exception": "例外", "publish": "公布", "assert": "断言", "requires": "须",
}  # fmt: skip


def _either(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


def _day(match: Seen) -> str:
    year, month, day = match["y"], match["m"], match["d"]
    return f"{year}年{int(month)}月{int(day)}日"


HABITS = (
    Habit(
        messages.OPERATOR,
        swap(
            rf"(?<![<>=!&|])(?:{_either(w for w in _WORDS if not w.isalnum())})(?![<>=&|])",
            lambda m: _WORDS[m.mapped()],
        ),
    ),
    Habit(
        messages.OPERATOR,
        swap(rf"(?<=\s)(?:{_either(w for w in _WORDS if w.isalnum())})(?=\s)", lambda m: _WORDS[m.mapped()]),
    ),
    Habit(messages.ENGLISH_WORD, swap(rf"(?i)\b(?:{_either(_ENGLISH)})\b", lambda m: _ENGLISH[m.mapped().lower()])),
    Habit(
        messages.INVISIBLE,
        swap(
            r"(?P<name>\w+[\u200b-\u200d\u2060\ufeff\u00ad](?:\w|[\u200b-\u200d\u2060\ufeff\u00ad])*)",
            lambda m: re.sub(r"[\u200b-\u200d\u2060\ufeff\u00ad]", "", m[0]),
            raw=True,
        ),
    ),
    # quotation marks
    Habit(
        messages.QUOTATION_INSIDE,
        swap(r"“([^“”\n]*)“([^“”\n]+)”([^“”\n]*)”", r"“\1‘\2’\3”"),
    ),
    Habit(
        messages.QUOTATION_FORM,
        swap(
            r"(?<=:)[ ]*[‘'「『“”\"](?P<inside>[^‘’'「」『』“”\"\n]+)[’'」』“”\"](?=[ ]*。?[ ]*$)",
            r"“\g<inside>”",
            opens=("GIST", "EXPECT_FINDING"),
            at_line_end=True,
        ),
    ),
    Habit(
        messages.QUOTATION_FORM,
        swap(
            r"(?<=[:])[ ]*([^‘’'「」『』“”\"。;:\s][^‘’'「」『』“”\"。\n]*)”?(?=。[ ]*$)",
            r"“\1”",
            opens=("GIST", "EXPECT_FINDING"),
            at_line_end=True,
        ),
    ),
    Habit(
        messages.CASE_NAME,
        swap(r"(?<=^案例)\s*[‘'「《]?([^“”\":‘’「」《》\n]+)[’'」》]?(?=:)", r" “\1”", opens=("CASE",)),
    ),
    Habit(
        messages.QUOTATION_UNCLOSED,
        swap(r"(?<=:)[ ]*“([^“”\n]+?)(?=。?[ ]*$)", r"“\1”", opens=("GIST", "EXPECT_FINDING"), at_line_end=True),
    ),
    Habit(
        messages.QUOTED_VALUE,
        swap(rf"(?P<left>[=≠为≥≤<>{{、])\s*(?P<written>[“\"‘'](?P<value>{_NAME})[”\"’'])", r"\g<left> \g<value>"),
    ),
    # doubled and wrong signs
    Habit(messages.TWICE, swap(r"(?P<sign>[；;：:，,、])(?:\s*(?P=sign))+", r"\g<sign>", raw=True)),
    Habit(
        messages.PART_SIGN,
        swap(r"[,、!](?=\s*(?:\([一二三四五六七八九十]+\)|[0-9]{1,2}\.\s|其他\s*(?:[,:→]|->)))", "；", everywhere=True),
    ),
    Habit(
        messages.PART_AND,
        swap(
            r"[;,](?P<gap>\s*)(?P<word>且|并且|并|同时|以及|和)[ ]*,?(?=\s*\([一二三四五六七八九十]+\))",
            r"；\g<gap>",
            everywhere=True,
            unless="之一",
        ),
    ),
    Habit(
        messages.PART_OR, swap(r"[;,]\s*(?P<word>或者|或)\s*[,]?\s*(?=\([一二三四五六七八九十]+\))", "； "), sure=False
    ),
    Habit(messages.END_SIGN, swap(r"[;,、:!?…]+(?=\s*\Z)", "。")),
    Habit(
        messages.COLON_WANTED,
        swap(
            rf"^(?P<opener>定义|参数|待遇)\s+(?P<name>{_NAME})\s*(?P<written>(?:=|是|为|等于){_SUM}|(?<![0-9年月日元次]);|是指|指|即)\s*",
            r"\g<opener> \g<name>：",
        ),
    ),
    Habit(
        messages.COLON_OPENING,
        swap(rf"\A\s*(?P<opener>{_COLON_AFTER})\s*(?P<written>[;=,、])\s*(?=\S)", r"\g<opener>："),
    ),
    Habit(
        messages.SPACED_WORD, swap(rf"\A\s*(?P<written>{_SPACED})(?=\s|:)", lambda m: re.sub(r"\s", "", m["written"]))
    ),
    Habit(
        messages.COLON_EXTRA,
        swap(
            r"^(?P<opener>定义|参数|决定|表|例外|修改|案例|对下|公布|对应|上限|"
            rf"(?:{_MECHANISMS})(?=\s*:[^:;。]*:)|(?:职责清单|待遇)(?=\s*:\s*{_NAME}\s+\S))\s*:\s*",
            r"\g<opener> ",
        ),
    ),
    # brackets that can close in one place only
    Habit(
        messages.BRACKET_UNCLOSED,
        swap(
            rf"中\s*\((?P<body>{_NAME}\s*(?:=|≠|为|不为|≥|≤|<|>)\s*\w+)(?=\s*(?:[。;]|$|[≥≤<>=]))",
            lambda m: f"中（{m['body'].strip()}）",
        ),
    ),
    Habit(
        messages.BRACE_UNCLOSED,
        swap(r"\{(?P<body>[^{}()=≥≤<>。;]*?\w+)(?:\s*\)|(?=\s*(?:[。;]|$)))", r"{\g<body>}"),
    ),
    Habit(
        messages.TITLE_SIGNS,
        swap(
            r"(?P<written>[〈<«]+(?P<title>[^《》〈〉<>«»\n]{2,80})[〉>»》]+|《[^《》〈〉<>«»\n]{2,80}[〉>»])(?=\s*(?:第|[。、]))",
            lambda m: f"《{m['written'].strip('〈<«《〉>»》')}》",
        ),
    ),
    # figures
    Habit(messages.FIGURE, swap(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+\s*万?元", lambda m: re.sub("[,，]", "", m[0]))),
    Habit(messages.FIGURE, swap(rf"[¥￥]\s*({_ARABIC})(?:元)?", r"\1元")),
    Habit(messages.FIGURE, swap(r"([一二三四五六七八九十百]+)%", r"百分之\1")),
    Habit(messages.FIGURE, swap(r"(?<![0-9.])([0-9]{1,2})成(?!\w)", r"\g<1>0%")),
    Habit(messages.FIGURE, swap(rf"({_ARABIC}|[一二两三四五六七八九十]+)\s*(年|个月|次|日)整", r"\1\2")),
    Habit(messages.FIGURE, swap(r"(?<![0-9])([0-9]{1,2})年零?([0-9]{1,2})月(?![0-9日份起])", r"\1年\2个月")),
    # dates
    Habit(
        messages.DATE_FORM, swap(rf"(?P<y>[12][0-9]{{3}})\s*[/-]\s*(?P<m>{_DAY})\s*[/-]\s*(?P<d>{_DAY})(?![0-9])", _day)
    ),
    Habit(
        messages.DATE_FORM,
        swap(
            r"(?P<y>[12][0-9]{3})年(?P<m>元|[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]?(?![0-9日])",
            lambda m: f"{m['y']}年{1 if m['m'] == '元' else int(m['m'])}月{int(m['d'])}日",
        ),
    ),
    Habit(messages.DATE_FORM, swap(r"(?P<y>[12][0-9]{3})年元月", r"\g<y>年1月")),
    Habit(
        messages.DATE_FORM,
        swap(r"(?<=:)\s*自\s*([^自起。;]+?)\s*起(?:施行|执行|实施)?(?=\s*。)", r"\1", opens=("EFFECTIVE", "REPEALED")),
    ),
    Habit(
        messages.EFFECT_FORM,
        swap(r"^\s*(?:本(?:办法|规定|细则|意见|通知|方案))?\s*自\s*([^自起。;]+?)\s*起(?:施行|执行|实施)", r"施行：\1"),
    ),
    Habit(messages.SHORT_YEAR, swap(r"(?<![0-9])[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?", r"\g<0> "), sure=False),
    Habit(
        messages.TITLES_WANTED,
        swap(
            r"(?<=[:、])\s*(?:《|[“\"〈<「]*)([^《》“”\"<>〈〉「」。;、,\s][^《》“”\"<>〈〉「」。;、,]*?)(?:》|[”\"〉>」]*)(?=\s*[。、])",
            r"《\1》",
            everywhere=True,
            opens=("UNDER",),
        ),
    ),
    Habit(
        messages.HEADER_LINE,
        swap(
            r"\A[ \t]*(?P<opener>层级|词表|施行|废止)[ \t]+(?P<value>[^\s:。]+)[ \t]*。?(?=[ \t]*(?:\n|\Z))",
            r"\g<opener>：\g<value>。",
        ),
    ),
    # marks of typesetting
    Habit(findings_layout.MARKDOWN, swap(r"\*\*|(?<!`)`(?!`)|~~", "", everywhere=True)),
    Habit(findings_layout.MARKDOWN, swap(r"\A\s*(?:[-*+•·●■◆▪‧◦>]+|[0-9]{1,2}[.、)])\s*(?=[^\W\d])", "")),
)
