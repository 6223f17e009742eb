"""Habits with scores, slots, selections, pools, procedures, indicators and outcomes.

Patterns see text whose full-width signs are ASCII, as in `habits_signs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rankdsl.diagnostics import Diagnostic, Text
from rankdsl.syntax import findings_habits, findings_unread
from rankdsl.syntax import findings_mechanisms as messages
from rankdsl.syntax.diagnosing.rewriting import Change, Found, Habit, Passage, swap

_NAME = r"(?:[^\W\d]\w{0,40}|「[^「」\n]+」)"
_LABEL = r"\([零一二三四五六七八九十百千]+\)"
_SHARE = r"(?:[0-9]+(?:\.[0-9]+)?\s*%|百分之[〇零一二三四五六七八九十百0-9.]+)"
_FIGURE = r"[0-9]+(?:\.[0-9]+)?"
_DAYS = rf"(?:{_FIGURE}|[一二两三四五六七八九十]+)\s*(?:个?工作日|日|天|个月)"
_MEASURE = "项数|分值|材料|检查|总额|级差"
_ATTRIBUTE = "分值|类别|隶属|来源|由|对象|性质|材料|检查"
_SCORE, _SLOTS, _SELECT, _STEPS = ("SCORE",), ("SLOTS",), ("SELECT",), ("PROCEDURE",)
_POINTS, _OUTCOME = ("INDICATORS",), ("OUTCOME",)
_WHOSE = {
    "积分": Text("这是哪一项积分", "which score is this"),
    "占比": Text("后面要写它管的是哪一项积分", "write which score it is about"),
    "上限": Text("后面要写它限的是什么", "write what is bounded"),
    "职数": Text("给这一组职数起一个名称", "give these slots a name"),
    "升降": Text("后面要写升降的是哪个事实，例如“升降 现职级：”", "write which fact moves, as in 升降 现职级："),
    "择优": Text("给选出来的人起一个名称", "give those selected a name"),
    "周转池": Text("给这个周转池起一个名称", "give this pool a name"),
    "程序": Text("给这套程序起一个名称", "give this procedure a name"),
    "指标": Text("给这一组指标起一个名称", "give these indicators a name"),
    "职责清单": Text("后面要写这是谁的职责", "write whose duties these are"),
    "待遇": Text("给这项待遇起一个名称", "give this entitlement a name"),
    "后果": Text("后面要写这是哪一项决定的后果", "write which decision has this consequence"),
}
_OPENER = re.compile(rf"\A\s*(?P<opener>{'|'.join(_WHOSE)})(?P<written>\s*:)")

Find = Callable[[Passage], Found | None]


def _saying(find: Find, **words: str) -> Find:
    """With more words for the message."""

    def found(passage: Passage) -> Found | None:
        seen = find(passage)
        return seen and Found(seen.changes, {**words, **seen.words}, seen.place)

    return found


def _pointed(message: Diagnostic, pattern: str, opens: tuple[str, ...], unless: str = "") -> Habit:
    """What is told where `written` or `name` is, and not mended: what was meant is not certain."""
    return Habit(message, swap(pattern, r"\g<0> ", opens=opens, unless=unless), sure=False)


def _nameless(passage: Passage) -> Found | None:
    match = _OPENER.match(passage.text)
    if match is None or passage.halt > match.end():
        return None
    words: dict[str, str | Text] = {"opener": match["opener"], "whose": _WHOSE[match["opener"]]}
    return Found((Change(*match.span(), f"{match['opener']} "),), words, match.span("opener"))


def _names(passage: Passage) -> Found | None:
    """（一）a；（二）b ── a、b"""
    if passage.first not in ("VETO_LIST", "DUTIES"):
        return None
    changes = []
    for match in _ENTRY.finditer(passage.text):
        sign = "：" if match["sign"] == ":" else "、"
        if sign != match["sign"] and (match["label"] or sign == "、"):
            changes.append(Change(*match.span(), sign))
    if not changes:
        return None
    first = changes[0]
    written = passage.raw[first.start : first.end].strip()
    example = "否决清单：甲、乙。" if passage.first == "VETO_LIST" else "职责清单 法制科：甲、乙。"
    return Found(tuple(changes), {"written": written, "example": example})


_ENTRY = re.compile(rf"(?P<sign>[:;,])\s*(?P<label>{_LABEL})?\s*(?=\w)")
_SURE = (
    # 积分, 占比, 上限
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(
                rf"(?P<name>{_LABEL}\s*{_NAME}?)\s*(?P<written>{_SHARE})(?=\s*[:;。,由])",
                r"\g<name> 占 \g<written>",
                opens=_SCORE,
                unless="(?:占|满分|扣分)\\s*(?=[:;。])",
            ),
            word="占",
        ),
    ),
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(
                rf"(?P<name>{_LABEL}\s*{_NAME})\s+(?P<written>{_FIGURE}\s*分?)(?=\s*[:;。])",
                r"\g<name> 满分 \g<written>",
                opens=_SCORE,
            ),
            word="满分",
        ),
    ),
    Habit(
        messages.GUARD_TIME,
        swap(rf"(?P<written>当\s+[^;:,。]{{1,60}}?)(?<!时)\s*[:,](?=\s*{_LABEL})", r"\g<written> 时：", opens=_SCORE),
    ),
    Habit(
        findings_unread.WORD_INSTEAD,
        _saying(
            swap(
                rf"(?P<form>(?:占|满分)\s*(?:{_SHARE}|{_FIGURE}(?:\s*分)?|{_NAME}))\s*(?P<written>=|为|是)\s*",
                r"\g<form>：",
                opens=_SCORE,
            ),
            meant="：",
        ),
    ),
    Habit(
        findings_habits.PART_SIGN,
        swap(r"(?P<written>[,、])(?=\s*\w+\s*(?:不|≥|≤|<|>|高于|低于|多于|少于))", "；", opens=("SHARES",)),
    ),
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(
                rf"(?P<where>中\s*\([^()]*\))\s*(?P<written>{_SHARE}|{_FIGURE})",
                r"\g<where> 不超过 \g<written>",
                opens=("CAP",),
            ),
            word="不超过",
        ),
    ),
    Habit(
        messages.WORD_ORDER,
        swap(
            rf"(?<=^上限)\s+(?P<name>{_NAME}?)\s*的?\s*(?P<measure>{_MEASURE})\s*(?:为|是|=|:)?\s*(?:不超过|不得超过|不高于|不多于|≤|<=)?\s*(?P<most>{_FIGURE})",
            r" \g<name> 的 \g<measure> 不超过 \g<most>",
            opens=("CAP",),
        ),
    ),
    # 职数, 升降, 择优, 周转池
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(
                rf"(?P<names>{_LABEL}\s*{_NAME}(?:\s*、\s*{_NAME})*)\s+(?P<written>基数|{_FIGURE}|{_LABEL})",
                r"\g<names> 不超过 \g<written>",
                opens=_SLOTS,
            ),
            word="不超过",
        ),
    ),
    Habit(
        messages.WORD_ORDER, swap(rf"基数\s*(?:的|×|\*|之)?\s*(?P<share>{_SHARE})", r"基数 的 \g<share>", opens=_SLOTS)
    ),
    Habit(messages.WORD_ORDER, swap(rf"(?P<share>{_SHARE})\s*(?:的|×|\*)?\s*基数", r"基数 的 \g<share>", opens=_SLOTS)),
    Habit(
        messages.WORD_ORDER,
        swap(
            rf"第?\s*(?P<label>{_LABEL})\s*[项款]?\s*的?\s*(?P<share>{_SHARE})", r"\g<label>的 \g<share>", opens=_SLOTS
        ),
    ),
    Habit(
        findings_unread.WORD_INSTEAD,
        _saying(
            swap(
                rf"(?P<move>(?:晋升|降低)\s+{_NAME})\s*(?P<written>改为|变为|成为|为|到|至|=|:)\s*(?=\w)",
                r"\g<move> → ",
                opens=("LADDER",),
            ),
            meant="→",
        ),
    ),
    Habit(findings_habits.PART_SIGN, swap(r"(?P<written>[,、])(?=\s*(?:晋升|降低)\s)", "；", opens=("LADDER",))),
    Habit(
        findings_unread.WORD_INSTEAD,
        _saying(
            swap(
                r"(?P<written>(?:同分|分数相同|得分相同|并列)(?:的|时|者)?\s*,?\s*(?:再|则)?\s*按?)\s*(?=\w)",
                "同分按 ",
                opens=_SELECT,
            ),
            meant="同分按",
        ),
    ),
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(rf"(?<=:)\s*(?!从)(?P<written>{_NAME}?)(?:\s*中)?\s*(?=,\s*按)", r"从 \g<written> 中", opens=_SELECT),
            word="从",
        ),
    ),
    Habit(
        messages.WORD_ORDER,
        swap(
            rf"(?P<kind>核定|借出|借入)\s*(?P<count>{_FIGURE}|[一二两三四五六七八九十]+)\s*[名个人]\s*的?\s*(?P<value>{_NAME})",
            r"\g<kind> \g<value> \g<count>名",
            opens=("POOL",),
        ),
    ),
    Habit(
        messages.SPACES,
        swap(
            r"(?P<written>(?P<word>晋升|降低)(?P<name>[^\W\d]\w*))(?=\s*(?:→|->))",
            r"\g<word> \g<name>",
            opens=("LADDER",),
        ),
    ),
    Habit(messages.SPACES, swap(r"(?<=:)\s*(?P<written>从(?P<name>\w+?)中)(?=\s*,)", r"从 \g<name> 中", opens=_SELECT)),
    Habit(
        messages.SPACES,
        swap(
            r"(?<=[,、])\s*(?P<written>(?P<word>同分按|按|)\s*(?P<name>[^\W\d]\w*?)\s*(?P<order>[由从][高低多少早晚]到[高低多少早晚]))(?=\s*[,、])",
            lambda m: f"{m['word']} {m['name']} {m['order']}".strip(),
            opens=_SELECT,
        ),
    ),
    Habit(
        messages.SPACES,
        swap(
            rf"(?<=\))\s*(?P<written>(?P<unit>[^\W\d]\w*?)\s*(?P<kind>核定|借出|借入)\s*(?P<value>[^\W\d]\w*?)\s*(?P<count>{_FIGURE}\s*[名人]))(?=\s*[,;。])",
            r"\g<unit> \g<kind> \g<value> \g<count>",
            opens=("POOL",),
        ),
    ),
    # 程序, 指标
    Habit(
        messages.WORD_ORDER,
        swap(
            r"(?<=,)\s*(?P<written>(?:公示期|公示时间|期限|时限|时间|为期)(?:应当|应|为|是)?\s*(?P<bound>不少于|不超过|不得少于|不得超过))",
            lambda m: f" {m['bound'].replace('不得少于', '不少于').replace('不得超过', '不超过')} ",
            opens=_STEPS,
        ),
    ),
    Habit(
        messages.WORD_ORDER,
        swap(
            r"(?P<written>(?P<least>[0-9]+)\s*(?:至|到|-|~|—+)\s*(?P<most>[0-9]+)\s*(?P<unit>个?工作日|日|天))(?=\s*[,;。])",
            r"不少于 \g<least>\g<unit>，不超过 \g<most>\g<unit>",
            opens=_STEPS,
        ),
    ),
    Habit(
        findings_unread.WORD_INSTEAD,
        swap(rf"(?<=,)\s*(?P<written>(?P<body>{_NAME}?)(?:负责|牵头|承办))(?=\s*[,;。])", r"由 \g<body>", opens=_STEPS),
    ),
    Habit(
        findings_habits.PART_SIGN, swap(rf"\s*(?P<written>→|->|=>)\s*(?={_LABEL})", "；", everywhere=True, opens=_STEPS)
    ),
    Habit(messages.PARTS_OF_ENTRY, swap(r"(?P<written>[;、])(?=\s*(?:由|不少于|不超过|公布)\s)", "，", opens=_STEPS)),
    Habit(
        messages.PARTS_OF_ENTRY,
        swap(rf"(?P<written>[;、])(?=\s*(?:(?:{_ATTRIBUTE})[\s:0-9]|一票否决))", "，", everywhere=True, opens=_POINTS),
    ),
    Habit(
        messages.ATTRIBUTE_SIGN,
        swap(
            rf"(?<=[,\s])(?P<word>{_ATTRIBUTE})\s*(?P<sign>[:=]|为|是)\s*(?P<value>[^,;:。\s]+)",
            r"\g<word> \g<value>",
            everywhere=True,
            opens=_POINTS,
        ),
    ),
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(
                rf"\s*,?\s*(?<!分值)(?<!分值 )(?P<written>{_FIGURE}\s*分)(?=\s*[,;。])",
                r"，分值 \g<written>",
                opens=_POINTS,
            ),
            word="分值",
        ),
    ),
    # 否决清单, 职责清单, 后果, 承诺, 核算
    Habit(messages.LIST_OF_NAMES, _names),
    Habit(
        findings_habits.COLON_WANTED,
        swap(rf"^(?P<opener>后果)\s+(?P<name>{_NAME})\s*(?P<written>,)\s*", r"\g<opener> \g<name>：", opens=_OUTCOME),
    ),
    Habit(
        messages.WORD_WANTED,
        _saying(swap(r"(?<=:)\s*(?P<written>《[^《》]+》)(?=\s*第)", r"依据\g<written>", opens=_OUTCOME), word="依据"),
    ),
    Habit(findings_habits.PART_SIGN, swap(r"(?P<written>[,、])(?=\s*申诉\s+\w)", "；", opens=_OUTCOME)),
    Habit(
        messages.WORD_WANTED,
        _saying(
            swap(rf"(?<=[:;])\s*(?!申诉|依据)(?P<written>{_NAME}\s*{_DAYS})", r"申诉 \g<written>", opens=_OUTCOME),
            word="申诉",
        ),
    ),
    Habit(messages.WORD_ORDER, swap(rf"(?<=[:;])\s*申诉\s*(?P<days>{_DAYS})", r"申诉 申诉 \g<days>", opens=_OUTCOME)),
    Habit(
        messages.CLAIM_QUOTED,
        swap(r"^(?P<opener>承诺|核算)\s+[‘'「]?(?P<text>[^“”\":‘’'「」\n]+)[’'」]?(?=\s*:)", r"\g<opener> “\g<text>”"),
    ),
)

_DOUBTFUL = (
    Habit(messages.OPENER_NAME, _nameless, sure=False),
    _pointed(messages.SCORE_FULL, rf"^积分\s+(?P<written>(?P<name>{_NAME}))\s*(?=:)", opens=_SCORE),
    _pointed(
        messages.WEIGHT_TWICE, r"(?:占|满分)\s*[^\s,;:。]+\s+(?P<written>(?:占|满分)\s*[^\s,;:。]+)", opens=_SCORE
    ),
    _pointed(messages.DEDUCTION_BOUND, rf"扣分?\s*(?P<written>{_FIGURE}\s*分?)(?=\s*[:;。])", opens=_SCORE),
    _pointed(messages.SHARE_BOUND, rf"(?P<name>(?!不){_NAME})\s+(?P<written>{_SHARE})(?=\s*[;,。])", opens=("SHARES",)),
    _pointed(messages.SLOTS_BY, rf"^职数\s+(?P<name>{_NAME})\s*(?=基数|:)", opens=_SLOTS),
    _pointed(messages.SLOTS_BASE, rf"^职数\s+(?P<name>{_NAME})\s+按\s+{_NAME}\s*(?=:|向|四舍)", opens=_SLOTS),
    _pointed(
        messages.SLOTS_ROUNDING,
        rf"^职数\s+(?P<name>{_NAME})\s+按\s+{_NAME}\s+基数[^:]*?(?:取整)?(?=\s*:)",
        opens=_SLOTS,
        unless="向[上下]取整|四舍五入",
    ),
    _pointed(
        messages.MOVE_DIRECTION,
        rf"(?<=[:;])\s*(?!晋升\s|降低\s)(?P<written>{_NAME})(?=\s*(?:→|->|;|。))",
        opens=("LADDER",),
    ),
    _pointed(messages.MOVE_TARGET, rf"(?P<written>(?:晋升|降低)\s+{_NAME})(?=\s*[,;。])", opens=("LADDER",)),
    _pointed(messages.SELECT_FROM, rf"^择优\s+(?P<name>{_NAME})\s*:\s*(?=按)", opens=_SELECT),
    _pointed(messages.KEY_ORDER, rf"(?:按|、)\s*(?P<written>{_NAME})(?=\s*[,、。;])", opens=_SELECT),
    _pointed(
        messages.SELECT_TAKE, rf"^择优\s+(?P<written>(?P<name>{_NAME}))[^。]*", opens=_SELECT, unless=r"[,、]\s*取"
    ),
    _pointed(
        messages.TRANSFER_NEGATIVE,
        rf"(?:核定|借出|借入)\s+{_NAME}\s*(?P<written>-\s*{_FIGURE}\s*[名个人]?)",
        opens=("POOL",),
    ),
    _pointed(messages.TRANSFER_COUNT, rf"(?P<written>(?:核定|借出|借入)\s+{_NAME})(?=\s*[,;。])", opens=("POOL",)),
    _pointed(messages.STEP_DAYS, rf"(?P<written>(?P<days>{_DAYS}))(?=\s*[,;。])", opens=_STEPS),
    _pointed(messages.GROUNDS_ARTICLE, r"依据\s*(?P<written>《[^《》]+》)(?=\s*[,;、。])", opens=_OUTCOME),
    _pointed(messages.APPEAL_DAYS, rf"(?P<written>(?:(?<=、)|申诉\s*)(?:{_NAME})?)(?=\s*[,;、。])", opens=_OUTCOME),
)
HABITS = (*_SURE, *_DOUBTFUL)
