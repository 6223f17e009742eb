"""Generated documents that put people in order (择优), in a vocabulary so small that everybody in it can be listed.

Each piece of text stands beside the Python function that says what it means: nothing of ours is asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import product

from msgspec import Struct

Value = int | bool | str
Person = Mapping[str, Value]
Look = Callable[[str], "Value | None"]
"""What a name is for the person at hand; None: no value."""
Meaning = Callable[[Person, Look], "Value | None"]

TITLES = ("某部规定", "某厂办法", "某车间细则")
GRADES = ("初级", "中级", "高级")
DOMAINS: dict[str, tuple[Value, ...]] = {
    "性别": ("男", "女"),
    "等级": GRADES,
    "件数": (0, 1, 2),
    "差错": (0, 1, 2),
    "党员": (False, True),
    "先进": (False, True),
    "档次": (0, 1, 2),
}
DIRECTIONS = {"等级": 1, "件数": 1, "差错": -1, "先进": 1}
PROTECTED = "性别"
INVARIANTS: tuple[dict[str, tuple[str, Callable[[Person], bool]]], ...] = (
    {},
    {},
    {},
    {"甲": ("性别 = 女 或 档次 ≥ 1", lambda p: p["性别"] == "女" or int(p["档次"]) >= 1)},
    {
        "甲": ("性别 = 女 或 档次 = 2", lambda p: p["性别"] == "女" or p["档次"] == 2),
        "乙": ("性别 = 男 或 档次 = 0", lambda p: p["性别"] == "男" or p["档次"] == 0),
    },
    {
        "甲": ("性别 = 女 或 档次 ≥ 1", lambda p: p["性别"] == "女" or int(p["档次"]) >= 1),
        "乙": ("性别 = 男 或 档次 ≤ 1", lambda p: p["性别"] == "男" or int(p["档次"]) <= 1),
    },
    {"甲": ("性别 = 男 或 党员", lambda p: p["性别"] == "男" or p["党员"] is True)},
    {"甲": ("件数 ≥ 差错 或 党员", lambda p: int(p["件数"]) >= int(p["差错"]) or p["党员"] is True)},
    {"甲": ("先进 或 件数 ≤ 1", lambda p: p["先进"] is True or int(p["件数"]) <= 1)},
)


class World(Struct, frozen=True):
    """grade_is_class: 等级 divides people into classes. prize_of_unit: 先进 is a fact of the unit. invariants: by name,
    as written and meant."""

    grade_is_class: bool
    prize_of_unit: bool
    invariants: Mapping[str, tuple[str, Callable[[Person], bool]]]

    def text(self) -> str:
        grade = ", class: true" if self.grade_is_class else ""
        prize = ", of_unit: true" if self.prize_of_unit else ""
        rules = "".join(f"  {name}: {text}\n" for name, (text, _) in self.invariants.items())
        return VOCABULARY.format(grade=grade, prize=prize) + (f"invariants:\n{rules}" if rules else "")

    def people(self) -> list[Person]:
        everybody = (dict(zip(DOMAINS, values, strict=True)) for values in product(*DOMAINS.values()))
        return [p for p in everybody if all(holds(p) for _, holds in self.invariants.values())]

    def improvable(self) -> tuple[str, ...]:
        return tuple(f for f in DIRECTIONS if not (f == "等级" and self.grade_is_class))

    def tied(self) -> tuple[str, ...]:
        """What invariants tie to the protected fact."""
        texts = [text for text, _ in self.invariants.values() if PROTECTED in text]
        return tuple(f for f in DOMAINS if f != PROTECTED and any(f in text for text in texts))


VOCABULARY = """\
vocabulary: 工人
english: workers
extends: null
month_end: clip
enumerations:
  性别: {{english: sex, ordered: false, values: {{男: male, 女: female}}}}
  等级: {{english: grade, ordered: true, values: {{初级: junior, 中级: middle, 高级: senior}}}}
facts:
  性别: {{english: sex, type: 性别, typical: 男, protected: true, meaning: 性别, source: design}}
  等级: {{english: grade, type: 等级, typical: 初级, better: higher{grade}, meaning: 等级, source: design}}
  件数: {{english: pieces, type: 整数, range: [0, 2], typical: 1, better: higher, meaning: 件数, source: design}}
  差错: {{english: errors, type: 整数, range: [0, 2], typical: 0, better: lower, meaning: 差错, source: design}}
  党员: {{english: member, type: 是否, typical: 是, meaning: 是否党员, source: design}}
  先进: {{english: prized, type: 是否, typical: 否, better: higher{prize}, meaning: 是否先进, source: design}}
  档次: {{english: band, type: 整数, range: [0, 2], typical: 1, meaning: 档次, source: design}}
derived:
  净数: {{english: net, formula: 件数 − 2 × 差错, meaning: 推算的}}
"""
DERIVED = "净数"


class Norm(Struct, frozen=True):
    """`reads`: the facts and names that it names itself. alias: of what it is only another name."""

    name: str
    text: str
    means: Meaning
    reads: frozenset[str]
    alias: str = ""


class OtherValue(Struct, frozen=True):
    """例外: another value where the guard holds."""

    name: str
    text: str
    guard: Meaning
    means: Meaning
    reads: frozenset[str]


class Order(Struct, frozen=True):
    """择优. keys: name and whether the highest comes first; those for ties come last."""

    name: str
    among: str
    keys: tuple[tuple[str, bool], ...]
    ties: int
    take: int = 1

    @property
    def text(self) -> str:
        words = [f"{name} {'由高到低' if falls else '由低到高'}" for name, falls in self.keys]
        first, last = words[: len(words) - self.ties], words[len(words) - self.ties :]
        ties = f"，同分按 {'、'.join(last)}" if last else ""
        return f"择优 {self.name}：从 {self.among} 中，按 {'、'.join(first)}{ties}，取 {self.take}名"


class Paper(Struct, frozen=True):
    """A document. harms: what its 后果 name. claims: decision, fact and 不增 or 不减 of each 断言."""

    title: str
    scope: tuple[str, Meaning, frozenset[str]] | None
    norms: tuple[Norm, ...]
    exceptions: tuple[OtherValue, ...]
    orders: tuple[Order, ...]
    harms: tuple[str, ...]
    above: str | None = None
    claims: tuple[tuple[str, str, str], ...] = ()

    def text(self) -> str:
        level = ("省级", "县级", "乡级")[TITLES.index(self.title)]
        head = f"层级：{level}。 词表：工人" if self.above is None else f"层级：{level}。 依据：《{self.above}》"
        lines = [f"文件《{self.title}》\n  {head}。 施行：2020年1月1日。 废止：2021年1月1日。\n\n第一条【规定】"]
        lines += [f"  适用：{self.scope[0]}。"] if self.scope else []
        lines += [f"  {norm.text}。" for norm in self.norms]
        lines += [f"  例外《{TITLES[0]}》第一条 当 {e.text}。" for e in self.exceptions]
        lines += [f"  {order.text}。" for order in self.orders]
        lines += [f"  后果 {name}：申诉 复核 30日。" for name in self.harms]
        lines += [f"  断言：{x} 随 {f} {how}。" for x, f, how in self.claims]
        return "\n".join(lines) + "\n"


class Scene(Struct, frozen=True):
    world: World
    papers: tuple[Paper, ...]

    def text(self) -> str:
        return "\n".join(paper.text() for paper in self.papers)


# --- drawing


def scene(seed: int) -> Scene:
    draw = random.Random(seed)
    world = World(draw.random() < 0.2, draw.random() < 0.3, draw.choice(INVARIANTS))
    upper = _upper(draw)
    papers = [upper]
    if draw.random() < 0.5:
        papers.append(_lower(draw, upper, 1))
        if draw.random() < 0.3:
            papers.append(_lower(draw, upper, 2))
    return Scene(world, tuple(papers))


CONDITIONS: tuple[tuple[str, Meaning, frozenset[str]], ...] = (
    ("件数 ≥ 1", lambda p, _: int(p["件数"]) >= 1, frozenset({"件数"})),
    ("件数 ≥ 0", lambda p, _: True, frozenset({"件数"})),
    ("党员", lambda p, _: p["党员"], frozenset({"党员"})),
    ("差错 ≤ 0", lambda p, _: int(p["差错"]) <= 0, frozenset({"差错"})),
    ("差错 ≥ 1", lambda p, _: int(p["差错"]) >= 1, frozenset({"差错"})),
    ("等级 不低于 中级", lambda p, _: p["等级"] != "初级", frozenset({"等级"})),
    ("性别 = 女", lambda p, _: p["性别"] == "女", frozenset({"性别"})),
    ("档次 ≥ 1", lambda p, _: int(p["档次"]) >= 1, frozenset({"档次"})),
    ("先进", lambda p, _: p["先进"], frozenset({"先进"})),
    ("件数 = 1 或 党员", lambda p, _: p["件数"] == 1 or p["党员"], frozenset({"件数", "党员"})),
    ("非 党员", lambda p, _: not p["党员"], frozenset({"党员"})),
)
GUARDS = (*CONDITIONS, *(each for each in CONDITIONS for _ in range(3) if PROTECTED in each[2]))
NUMBERS = ("件数", "差错", "档次")


def _number(draw: random.Random, names: tuple[str, ...]) -> tuple[str, Meaning, frozenset[str]]:
    """A formula that is a whole number."""
    form = draw.randrange(6)
    name = draw.choice((*NUMBERS, *names))
    factor = draw.choice((1, 1, 2, 3))
    if form == 0:
        constant = draw.randrange(3)
        return str(constant), lambda _p, _l: constant, frozenset()
    if form <= 2:
        return f"{factor} × {name}", lambda p, look: _times(factor, _of(p, look, name)), frozenset({name})
    other = draw.choice(NUMBERS)
    if form == 3:
        text = f"{name} − {other}"
        return text, lambda p, look: _sum(_of(p, look, name), _times(-1, _of(p, look, other))), frozenset({name, other})
    if form == 4:
        text = f"{name} + {factor} × {other}"
        found = frozenset({name, other})
        return text, lambda p, look: _sum(_of(p, look, name), _times(factor, _of(p, look, other))), found
    text = f"较小（{name}，{factor}）"
    return text, lambda p, look: _least(_of(p, look, name), factor), frozenset({name})


def _of(person: Person, look: Look, name: str) -> int | None:
    value = person[name] if name in person else look(name)
    assert value is None or isinstance(value, int)
    return value


def _times(factor: int, value: int | None) -> int | None:
    return None if value is None else factor * value


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _least(one: int | None, other: int) -> int | None:
    return None if one is None else min(one, other)


def _definition(draw: random.Random, name: str, names: tuple[str, ...]) -> Norm:
    if draw.random() < 0.12:
        other = draw.choice((*NUMBERS, *names))
        return Norm(name, f"定义 {name}：{other}", lambda _, look: look(other), frozenset({other}), other)
    if draw.random() < 0.35:
        text, formula, reads = _number(draw, names)
        return Norm(name, f"定义 {name}：{text}", formula, reads)
    guard, holds, looked = draw.choice(GUARDS)
    (one, first, a), (other, second, b) = _number(draw, names), _number(draw, names)
    gap = draw.random() < 0.15

    def means(person: Person, look: Look) -> Value | None:
        if holds(person, look):
            return first(person, look)
        return None if gap else second(person, look)

    rest = "" if gap else f"其他，{other}；"
    text = f"定义 {name}：当 {guard} 时，{one}；{rest}".rstrip("；")
    return Norm(name, text, means, looked | a | (frozenset() if gap else b))


def _score(draw: random.Random, name: str, names: tuple[str, ...]) -> Norm:
    """积分: what its parts give, within their bounds."""
    parts: list[tuple[Meaning, int, int]] = []
    lines: list[str] = []
    reads = frozenset[str]()
    for at in range(draw.choice((1, 2, 2, 3))):
        text, means, read = _number(draw, names)
        most, sign = draw.choice((2, 6, 30)), 1 if at == 0 else draw.choice((1, 1, -1))
        form = f"满分 {most}" if sign > 0 else f"扣分 不超过 {most}"
        lines.append(f"（{'一二三'[at]}）{name}第{at + 1}分 {form}：{text}")
        parts.append((means, most, sign))
        reads |= read

    def total(person: Person, look: Look) -> Value | None:
        found = 0
        for means, most, sign in parts:
            value = means(person, look)
            if value is None:
                return None
            assert isinstance(value, int)
            found += sign * min(most, max(0, value))
        return found

    return Norm(name, f"积分 {name} 满分 100 最低 -100：{'；'.join(lines)}", total, reads)


def _decision(draw: random.Random, name: str) -> Norm:
    items = draw.sample(CONDITIONS, draw.choice((1, 1, 2)))
    any_of = len(items) > 1 and draw.random() < 0.4
    head = "须具备下列之一" if any_of else "须"
    listed = "；".join(f"（{'一二'[at]}）{text}" for at, (text, _, _) in enumerate(items))

    def means(person: Person, look: Look) -> Value | None:
        answers = [bool(holds(person, look)) for _, holds, _ in items]
        return any(answers) if any_of else all(answers)

    return Norm(name, f"决定 {name} {head}：{listed}", means, frozenset[str]().union(*(r for _, _, r in items)))


def _order(draw: random.Random, name: str, among: tuple[str, ...], names: tuple[str, ...]) -> Order:
    able = [*names, *names, *names, "件数", "差错", "档次", "等级", "党员", DERIVED]
    chosen: list[str] = []
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3))):
        key = draw.choice(able)
        chosen += [] if key in chosen else [key]
    keys = tuple((key, draw.random() < 0.75) for key in chosen)
    return Order(name, draw.choice(among), keys, draw.randrange(len(keys)) if len(keys) > 1 else 0)


def _claims(draw: random.Random, decision: Norm) -> tuple[tuple[str, str, str], ...]:
    """Some of which are false, which is another matter (RD209)."""
    able = [f for f in DIRECTIONS if f in decision.reads]
    if not able or draw.random() < 0.75:
        return ()
    return ((decision.name, draw.choice(able), draw.choice(("不增", "不减"))),)


def _harms(draw: random.Random, names: tuple[str, ...]) -> tuple[str, ...]:
    return (draw.choice(names),) if draw.random() < 0.25 else ()


def _upper(draw: random.Random) -> Paper:
    first = _definition(draw, "甲数", ())
    second = _definition(draw, "乙数", (first.name,))
    score = _score(draw, "得分", (first.name, second.name))
    decisions = (_decision(draw, "可选"), _decision(draw, "可评"))
    names = (first.name, second.name, score.name)
    orders = (_order(draw, "人选", ("可选", "可选", "可评"), names),) if draw.random() < 0.85 else ()
    claims = _claims(draw, decisions[0])
    harmed = _harms(draw, ("人选", "可选") if orders else ("可选",))
    scope = draw.choice(CONDITIONS) if draw.random() < 0.3 else None
    return Paper(TITLES[0], scope, (first, second, score, *decisions), (), orders, harmed, claims=claims)


def _always(said: bool) -> Meaning:
    return lambda _, __: said


def _lower(draw: random.Random, upper: Paper, layer: int) -> Paper:
    names = ("甲数", "乙数", "得分")
    scope = draw.choice(CONDITIONS) if draw.random() < 0.25 else None
    exceptions: list[OtherValue] = []
    for name in draw.sample(("甲数", "乙数", "得分", "可选"), draw.choice((0, 1, 1, 2))):
        guard, holds, looked = draw.choice(GUARDS)
        if name == "可选":
            said = draw.random() < 0.5
            text = f"{guard} 时，{name} 为 {'是' if said else '否'}"
            exceptions.append(OtherValue(name, text, holds, _always(said), looked))
        else:
            words, means, reads = _number(draw, ())
            exceptions.append(OtherValue(name, f"{guard} 时，{name} 为 {words}", holds, means, looked | reads))
    norms: tuple[Norm, ...] = ()
    if draw.random() < 0.3:
        norms = (_definition(draw, f"丙数{layer}", names),)
    orders: tuple[Order, ...] = ()
    if draw.random() < 0.35 or not (upper.orders or exceptions):
        name = draw.choice(("人选", "人选", "另一批")) if upper.orders else draw.choice(("人选", "另一批"))
        if upper.orders and draw.random() < 0.4:
            own = upper.orders[0]
            orders = (Order(name, own.among, own.keys, own.ties, 2),)
        else:
            orders = (_order(draw, name, ("可选", "可选", "可评"), (*names, *(n.name for n in norms))),)
    harmed: tuple[str, ...] = ()
    if draw.random() < 0.15:
        harmed = (orders[0].name if orders else "可评",)
    return Paper(TITLES[layer], scope, norms, tuple(exceptions), orders, harmed, above=TITLES[layer - 1])
