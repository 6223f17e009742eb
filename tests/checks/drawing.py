"""Documents at random: superior and subordinates, with everything that the checks look at."""

from __future__ import annotations

from collections.abc import Sequence

from tests.checks.drawing_formulas import (
    ALIAS,
    DECISIONS,
    DEFINITIONS,
    FACTS,
    RANKS,
    TYPES,
    Draw,
    Formulas,
    months,
    whole,
)
from tests.checks.oracle import Scene
from tests.checks.worlds import INVARIANTS, NEW_YEAR, START, World
from tests.checks.written import (
    BETWEEN,
    LABELS,
    Amend,
    Arithmetic,
    Branches,
    Claim,
    Decide,
    Define,
    Document,
    Downward,
    Exception_,
    Expr,
    Group,
    Name,
    Norm,
    OneOf,
    Parameter,
    Publish,
    Readings,
    Same,
    Table,
)

TITLES = ("国办法", "省细则", "市细则")
LEVELS = ("中央", "省级", "市级")


class Writer(Formulas):
    """Writes one document over those above it."""

    def __init__(self, draw: Draw, above: Sequence[Document]) -> None:
        self.draw = draw
        self.above = tuple(above)
        self.articles: list[tuple[int, Norm]] = []
        self.stated: dict[str, tuple[str, int]] = {}
        """Name to title and article where the document that stated it last did."""
        self.groups: dict[str, list[str]] = {}
        """Decision to the labels of its items."""
        for document in above:
            for number, norm in document.articles:
                if isinstance(norm, Parameter | Define | Table | Decide):
                    self.stated[norm.name] = (document.title, number)
                if isinstance(norm, Same):
                    self.stated[norm.name] = (document.title, number)
                    self.groups[norm.name] = []
                if isinstance(norm, Decide):
                    self.groups[norm.name] = list(LABELS[: len(norm.group.items)]) if norm.group.labelled else []
                if isinstance(norm, Amend) and norm.change is None and norm.label in self.groups[norm.target]:
                    self.groups[norm.target].remove(norm.label)
                if isinstance(norm, Amend) and norm.adds:
                    self.groups[norm.target] = []  # Labels may now mean two items.
        self.changed: set[str] = set()

    @property
    def next(self) -> int:
        return len(self.articles) + 1

    def put(self, norm: Norm) -> None:
        self.articles.append((self.next, norm))

    # --- norms

    def parameter(self) -> None:
        later = whole(self.draw.number(0, 4)) if self.draw.often(60) else None
        self.put(Parameter("门槛", whole(self.draw.number(0, 3)), later))
        self.stated["门槛"] = ("", len(self.articles))

    def branches(self, name: str) -> Branches:
        draw = self.draw
        guarded = tuple((self.truth(name, 1), self.value(name)) for _ in range(draw.number(1, 2)))
        return Branches(guarded, self.constant(name) if draw.often(65) else None)

    def define(self, name: str) -> None:
        draw = self.draw
        match draw.number(0, 3):
            case 0 | 1:
                self.put(Define(name, self.value(name)))
            case 2:
                self.put(Define(name, self.branches(name)))
            case _:
                self.put(self.table(name))
        self.stated[name] = ("", len(self.articles))
        self.changed.add(name)

    def table(self, name: str) -> Table:
        draw = self.draw
        inputs = draw.some(("级别", "在编"), 2)
        rows = []
        for _ in range(draw.number(1, 3)):
            cells = tuple(
                () if draw.often(25) else draw.some(RANKS, 2) if fact == "级别" else (draw.one(("是", "否")),)
                for fact in inputs
            )
            rows.append((cells, self.constant(name)))
        return Table(name, inputs, tuple(rows), self.constant(name) if draw.often(60) else None, draw.often(40))

    def group(self, name: str, most: int = 3, *, readings: bool = False) -> Group:
        draw = self.draw
        if draw.often(15):
            return Group("须", (self.truth(name, 1),), labelled=False)
        items: list[Expr | OneOf | Readings] = []
        for _ in range(draw.number(1, most)):
            if readings and draw.often(12) and not any(isinstance(item, Readings) for item in items):
                items.append(Readings((self.truth(name, 1), self.truth(name, 1)), draw.number(0, 1)))
            elif draw.often(12):
                items.append(OneOf((self.truth(name, 0), self.truth(name, 0))))
            else:
                items.append(self.truth(name, 1))
        return Group("之一" if len(items) > 1 and draw.often(20) else "须", tuple(items))

    def decide(self, name: str) -> None:
        group = self.group(name, readings=True)
        new = bool(self.above) and name not in self.stated and self.draw.often(60)
        self.put(Decide(name, group, new))
        self.stated[name] = ("", len(self.articles))
        self.groups[name] = list(LABELS[: len(group.items)]) if group.labelled else []
        self.changed.add(name)

    def same(self) -> None:
        title, _ = self.stated["可升"]
        if title and ALIAS not in self.stated:
            self.put(Same(ALIAS, title, "可升"))
            self.stated[ALIAS] = ("", len(self.articles))
            self.groups[ALIAS] = []

    def exception(self) -> None:
        draw = self.draw
        name = draw.one([n for n in self.stated if n != "门槛"] or ["可升"])
        if name not in self.stated:
            return
        at = self.stated[name]
        label = draw.one(self.groups[name]) if self.groups.get(name) and draw.often(40) else ""
        value: Expr | bool
        if label or name in (*DECISIONS, ALIAS):
            value = draw.often(50)
        elif TYPES[name] == "truth" or draw.often(40):
            value = self.value(name)
        else:
            step = months(draw.number(1, 3)) if TYPES[name] == "months" else whole(draw.number(1, 2))
            value = Arithmetic(draw.one(("+", "−")), Name(name), step)
        earlier = [
            n
            for n, norm in self.articles
            if isinstance(norm, Exception_) and norm.target == name and norm.label == label and norm.at == at
        ]
        over = draw.some(earlier, 2) if earlier and draw.often(50) else ()
        self.put(Exception_(at, name, label, self.truth(name, 1), value, over))

    def amendment(self) -> None:
        draw = self.draw
        names = [n for n, (title, _) in self.stated.items() if title and n not in self.changed and n != "门槛"]
        if not names:
            return
        name = draw.one(names)
        at = self.stated[name]
        self.changed.add(name)
        if name in DEFINITIONS:
            self.put(Amend(at, name, "", self.branches(name) if draw.often(40) else self.value(name)))
            return
        labels = self.groups[name]
        match draw.number(0, 3):
            case 0 | 1:
                self.put(Amend(at, name, "", self.group(name, 2), adds=True))
                self.groups[name] = []
            case 2 if labels:
                self.put(Amend(at, name, draw.one(labels), self.truth(name, 1)))
            case 3 if len(labels) > 1:
                label = draw.one(labels)
                self.put(Amend(at, name, label, None))
                self.groups[name] = [other for other in labels if other != label]
            case _:
                group = self.group(name)
                self.put(Amend(at, name, "", group))
                self.groups[name] = []

    def downward(self) -> None:
        draw = self.draw
        for name in (*DECISIONS, ALIAS):
            if name in self.stated and draw.often(60):
                if draw.often(18):
                    self.put(Downward(name, ((draw.one(("可自行规定", "专属")), ()),)))
                    continue
                words = draw.some(("不得加严", "不得放宽", "不得变更", "不得增设条件"), 3)
                facts = draw.some((*FACTS, "任职年限"), 2) if draw.often(40) else ()
                self.put(Downward(name, tuple((w, facts if w == "不得增设条件" else ()) for w in words)))
        for name in ("门槛", *DEFINITIONS):
            if name in self.stated and draw.often(35):
                self.put(Downward(name, (self.clause(name),)))

    def clause(self, name: str) -> tuple[str, tuple[str, ...]]:
        draw = self.draw
        word = draw.one(("可自行规定", BETWEEN, "不得变更", "专属", BETWEEN))
        if word != BETWEEN:
            return word, ()
        if TYPES[name] == "truth":
            return "可自行规定", ()
        low = draw.number(0, 2) if TYPES[name] == "int" else draw.number(19, 23)
        high = low + draw.number(0, 2) if TYPES[name] == "int" else low + draw.number(0, 4)
        return BETWEEN, tuple(str(n) if TYPES[name] == "int" else f"{n}个月" for n in (low, high))

    def publish(self) -> None:
        for name in DECISIONS:
            if name in self.stated and self.draw.often(25):
                self.put(Publish(name, self.draw.some((*FACTS, "任职年限"), 4)))

    def claim(self) -> None:
        draw = self.draw
        names = [n for n in self.stated if n != "门槛"]
        if not names:
            return
        kind = draw.one(("式", "存在", "不减", "不增", "无关", "互斥"))
        subject = draw.one(names)
        match kind:
            case "式" | "存在":
                self.put(Claim(kind, self.truth("", 1)))
            case "不减" | "不增":
                self.put(Claim(kind, None, subject, draw.one(FACTS)))
            case "无关":
                self.put(Claim(kind, None, subject, draw.one((*FACTS, "任职年限"))))
            case _:
                if all(d in self.stated for d in DECISIONS):
                    self.put(Claim(kind, None, *DECISIONS))


def document(draw: Draw, above: Sequence[Document]) -> Document:
    layer = len(above)
    writer = Writer(draw, above)
    if layer == 0:
        if draw.often(40):
            writer.parameter()
        for name in DEFINITIONS:
            if draw.often(45):
                writer.define(name)
        writer.decide("可升")
        if draw.often(30):
            writer.decide("可奖")
    else:
        if draw.often(10):
            writer.parameter()
        for name in DEFINITIONS:
            if draw.often(15):
                writer.define(name)
        for name, percent in zip(DECISIONS, (15, 10), strict=True):
            if draw.often(percent):
                writer.decide(name)
        if draw.often(15):
            writer.same()
        for _ in range(draw.number(0, 2)):
            writer.amendment()
    for _ in range(draw.number(0, 2)):
        if draw.often(60):
            writer.exception()
    if draw.often(70):
        writer.downward()
    writer.publish()
    for _ in range(draw.number(0, 2)):
        writer.claim()
    scope = writer.truth("门槛", 1) if draw.often(25) else None
    jurisdiction = writer.truth("门槛", 0) if layer and draw.often(20) else None
    return Document(
        TITLES[layer],
        LEVELS[layer],
        above[-1].title if above else None,
        scope,
        jurisdiction,
        tuple(writer.articles),
        NEW_YEAR if layer and draw.often(12) else START,
    )


def scene(draw: Draw) -> Scene:
    invariants = draw.some(tuple(INVARIANTS), 2) if draw.often(40) else ()
    world = World(invariants, 2 if draw.often(25) else 3, not draw.often(35), not draw.often(30))
    documents: list[Document] = []
    for _ in range(1 + draw.often(85) + draw.often(35)):
        documents.append(document(draw, documents))
        if documents[-1].effective < max(d.effective for d in documents):
            last = documents[-1]
            documents[-1] = Document(
                last.title, last.level, last.above, last.scope, last.jurisdiction, last.articles, NEW_YEAR
            )
    return Scene(world, tuple(documents))
