"""Documents as data, and their text, which is all that the tool sees. What they mean is `meaning`'s business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from msgspec import Struct, field

from tests.checks.worlds import END, START

LABELS = ("（一）", "（二）", "（三）", "（四）")
READING_NAMES = ("读法甲", "读法乙", "读法丙")
BETWEEN = "可在…之间规定"


# --- formulas


class Literal(Struct, frozen=True):
    text: str
    value: object


class Name(Struct, frozen=True):
    """A fact, a derived fact, 评定日 or a norm."""

    name: str


class Compare(Struct, frozen=True):
    op: str
    left: Expr
    right: Expr


class Arithmetic(Struct, frozen=True):
    """+ − 较大 较小"""

    op: str
    left: Expr
    right: Expr


class Junction(Struct, frozen=True):
    """且 or 或"""

    op: str
    parts: tuple[Expr, ...]


class Not(Struct, frozen=True):
    part: Expr


class Asked(Struct, frozen=True):
    """计数, 任一, 每个, 连续 (n times) or 最近一次 over the list. span: 近N年, 任职以来 or empty for all years;
    op and grade: the filter, empty for none."""

    kind: str
    span: str
    op: str
    grade: str
    times: int = 2


class YearOfDay(Struct, frozen=True):
    """年份（评定日）"""


Expr = Literal | Name | Compare | Arithmetic | Junction | Not | Asked | YearOfDay


def shown(expr: Expr) -> str:
    match expr:
        case Literal(text=text):
            return text
        case Name(name=name):
            return name
        case Compare(op, left, right):
            return f"{_operand(left)} {op} {_operand(right)}"
        case Arithmetic(op, left, right):
            if op in "+−":
                return f"{_operand(left)} {op} {_operand(right)}"
            return f"{op}（{shown(left)}，{shown(right)}）"
        case Junction(op, parts):
            return f" {op} ".join(_operand(p) for p in parts)
        case Not(part):
            return f"非 {_operand(part)}"
        case Asked(kind, span, op, grade, times):
            where = f" 中（等次 {op} {grade}）" if op else ""
            records = f"{span} 考核{where}".strip()
            if kind == "连续":
                return f"连续{times}次 {records}"
            return f"{kind} {records}" + (" 的 等次" if kind == "最近一次" else "")
        case YearOfDay():
            return "年份（评定日）"
        case _:
            assert_never(expr)


def _operand(expr: Expr) -> str:
    return shown(expr) if isinstance(expr, Literal | Name | YearOfDay) else f"（{shown(expr)}）"


# --- norms


class Parameter(Struct, frozen=True):
    name: str
    first: Literal
    later: Literal | None
    """From NEW_YEAR on."""


class Branches(Struct, frozen=True):
    """`otherwise` None: no 其他."""

    guarded: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr | None


class Define(Struct, frozen=True):
    name: str
    body: Expr | Branches


class Table(Struct, frozen=True):
    """Rows of cells; an empty cell is 任意."""

    name: str
    inputs: tuple[str, ...]
    rows: tuple[tuple[tuple[tuple[str, ...], ...], Expr], ...]
    otherwise: Expr | None
    first_hit: bool


class OneOf(Struct, frozen=True):
    """符合下列之一, inside an item."""

    parts: tuple[Expr, ...]


class Readings(Struct, frozen=True):
    """读法甲, 读法乙, of one item; `adopted`: the position of the one that is adopted."""

    choices: tuple[Expr, ...]
    adopted: int = 0


class Group(Struct, frozen=True):
    """须 (all) or 须具备下列之一 over items, which have labels unless there is only one."""

    mode: str
    items: tuple[Expr | OneOf | Readings, ...]
    labelled: bool = True


class Decide(Struct, frozen=True):
    """`new`: 新设."""

    name: str
    group: Group
    new: bool = False


class Same(Struct, frozen=True):
    """决定 `name` 即《`title`》`target`."""

    name: str
    title: str
    target: str


class Exception_(Struct, frozen=True):  # noqa: N801 - 例外
    """`at`: title (empty: this document) and number of the article; `label` of an item, or empty. `value`: an
    expression, or a truth for items and decisions. `over`: numbers of articles of this document."""

    at: tuple[str, int]
    target: str
    label: str
    guard: Expr
    value: Expr | bool
    over: tuple[int, ...] = ()


class Amend(Struct, frozen=True):
    """`change`: a Group (另须 if `adds`, else 改为 须…), an expression or branches (改为), None (删去)."""

    at: tuple[str, int]
    target: str
    label: str
    change: Group | Expr | Branches | None
    adds: bool = False


class Downward(Struct, frozen=True):
    """对下. Each clause: the word, and the facts after 除, or the ends of 可在…之间规定."""

    target: str
    clauses: tuple[tuple[str, tuple[str, ...]], ...]


class Publish(Struct, frozen=True):
    target: str
    facts: tuple[str, ...]


class Claim(Struct, frozen=True):
    """断言. kind: 式, 存在, 不减, 不增, 无关, 互斥; `formula` for the first two, else `subject` and `other`."""

    kind: str
    formula: Expr | None = None
    subject: str = ""
    other: str = ""


Norm = Parameter | Define | Table | Decide | Same | Exception_ | Amend | Downward | Publish | Claim


class Document(Struct, frozen=True):
    """Each norm stands in an article of its own, numbered as in `articles`."""

    title: str
    level: str
    above: str | None
    scope: Expr | None
    jurisdiction: Expr | None
    articles: tuple[tuple[int, Norm], ...]
    effective: date = START
    repealed: date = END
    scope_article: int = field(default=99)

    def text(self) -> str:
        lines = [f"文件《{self.title}》", f"  层级：{self.level}。"]
        if self.jurisdiction is not None:
            lines.append(f"  辖区：{shown(self.jurisdiction)}。")
        lines.append("  词表：小词表。" if self.above is None else f"  依据：《{self.above}》。")
        lines.append(f"  施行：{_day(self.effective)}。 废止：{_day(self.repealed)}。")
        if self.scope is not None:
            lines += ["", f"第{self.scope_article}条", f"  适用：{shown(self.scope)}。"]
        for number, norm in self.articles:
            lines += ["", f"第{number}条", *_norm(norm)]
        return "\n".join(lines) + "\n"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _article(at: tuple[str, int]) -> str:
    title, number = at
    return f"《{title}》第{number}条" if title else f" 第{number}条"


def _norm(norm: Norm) -> Iterator[str]:
    match norm:
        case Parameter(name, first, later):
            yield f"  参数 {name}：{first.text}" + (f"；{later.text}，自2020年1月1日起" if later else "") + "。"
        case Define(name, Branches() as body):
            yield f"  定义 {name}："
            yield from _branches(body)
        case Define(name, body):
            assert not isinstance(body, Branches)
            yield f"  定义 {name}：{shown(body)}。"
        case Table(name, inputs, rows, otherwise, first_hit):
            yield f"  表 {name} 按 {'、'.join(inputs)}{' 逐行' if first_hit else ''}："
            written = [f"{'，'.join('、'.join(c) or '任意' for c in cells)} → {shown(v)}" for cells, v in rows]
            if otherwise is not None:
                written.append(f"其他 → {shown(otherwise)}")
            yield "".join(f"    {row}；\n" for row in written[:-1]) + f"    {written[-1]}。"
        case Decide(name, group, new):
            yield from _group(f"  {'新设 ' if new else ''}决定 {name} ", group)
        case Same(name, title, target):
            yield f"  决定 {name} 即《{title}》{target}。"
        case Exception_(at, target, label, guard, value, over):
            ahead = f" 优先于 {'、'.join(f'第{n}条' for n in over)}" if over else ""
            if isinstance(value, bool):
                said = ("视为具备" if value else "视为不具备") if label else f"为 {'是' if value else '否'}"
            else:
                said = f"为 {shown(value)}"
            yield f"  例外{_article(at)}{ahead} 当 {shown(guard)} 时，{target}{label} {said}。"
        case Amend(at, target, label, change, adds):
            head = f"  修改{_article(at)} {target}{label} "
            match change:
                case None:
                    yield f"{head}删去。"
                case Group():
                    yield from _group(f"{head}{'另' if adds else '改为 '}", change)
                case Branches():
                    yield f"{head}改为："
                    yield from _branches(change)
                case _:
                    yield f"{head}改为：{shown(change)}。"
        case Downward(target, clauses):
            yield f"  对下 {target}：{'；'.join(_clause(word, facts) for word, facts in clauses)}。"
        case Publish(target, facts):
            yield f"  公布 {target}：{'、'.join(facts)}。"
        case Claim(kind, formula, subject, other):
            match kind:
                case "式":
                    assert formula is not None
                    yield f"  断言：{shown(formula)}。"
                case "存在":
                    assert formula is not None
                    yield f"  断言：存在 {shown(formula)}。"
                case "不减" | "不增":
                    yield f"  断言：{subject} 随 {other} {kind}。"
                case _:
                    yield f"  断言：{subject} 与 {other} {kind}。"
        case _:
            assert_never(norm)


def _clause(word: str, facts: tuple[str, ...]) -> str:
    if word == BETWEEN:
        return f"可在 {facts[0]} 至 {facts[1]} 之间规定"
    return f"{word} 除 {'、'.join(facts)} 外" if facts else word


def _branches(body: Branches) -> Iterator[str]:
    written = [f"    当 {shown(guard)} 时，{shown(value)}" for guard, value in body.guarded]
    if body.otherwise is not None:
        written.append(f"    其他，{shown(body.otherwise)}")
    yield "；\n".join(written) + "。"


def _group(head: str, group: Group) -> Iterator[str]:
    word = "须" if group.mode == "须" else "须 符合下列之一" if head.endswith("另") else "须具备下列之一"
    if not group.labelled:
        only = group.items[0]
        assert not isinstance(only, OneOf | Readings)
        yield f"{head}{word}：{shown(only)}。"
        return
    yield f"{head}{word}："
    lines = []
    for label, item in zip(LABELS, group.items, strict=False):
        if isinstance(item, OneOf):
            inner = "；\n".join(f"      {n}. {shown(p)}" for n, p in enumerate(item.parts, start=1))
            lines.append(f"    {label}符合下列之一：\n{inner}")
        elif isinstance(item, Readings):
            ways = "；\n      ".join(f"{n}：{shown(c)}" for n, c in zip(READING_NAMES, item.choices, strict=False))
            lines.append(f"    {label}{ways}；\n      采 {READING_NAMES[item.adopted]}")
        else:
            lines.append(f"    {label}{shown(item)}")
    yield "；\n".join(lines) + "。"
