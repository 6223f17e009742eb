"""The mechanisms of one document, typed against its effective program; see `ir.mechanisms` for what they mean.

A mistake in one of them is noted and leaves that one out, since what is left of it would say something else; the
others stand. The parts of scores, the lines of slots and entitlements are definitions by then (`expansion`), whose own
mistakes are told with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.diagnostics import Place
from rankdsl.ir import mechanisms as ir
from rankdsl.ir.nodes import Collection, Const
from rankdsl.ir.types import INTEGER, Enumeration
from rankdsl.semantics import findings_mechanisms as messages
from rankdsl.semantics.documents import Document, Note, Placed, written
from rankdsl.semantics.effective import Reading
from rankdsl.semantics.expansion import line_norm
from rankdsl.semantics.near import NOTHING_NEAR, near_text
from rankdsl.semantics.operative import Operative
from rankdsl.semantics.references import Finder
from rankdsl.semantics.rules import Layered
from rankdsl.semantics.score_reading import ScoreReader
from rankdsl.semantics.stated_mechanisms import What, stated_in
from rankdsl.semantics.subjects import ignored
from rankdsl.syntax import ast

_NAMED = (ast.Select, ast.SlotPool, ast.Procedure, ast.Indicators)
"""Mechanisms with a name of their own that is told nowhere else if two bear it."""


def mechanisms_of(
    document: Document, layer: int, reading: Reading, note: Note = ignored
) -> Iterator[tuple[int, ir.Mechanism]]:
    """(layer, mechanism) of a document of the chain, in the order written, every name as the lowest layer leaves it."""
    found = [remark for remark in document.remarks if isinstance(remark.node, ast.Mechanism)]
    if not found:
        return
    reader = _Reader(document, layer, reading, note)
    first: dict[str, Place] = {}
    for remark in found:
        if isinstance(remark.node, _NAMED):
            name = remark.node.name
            if name.text in first:
                where = first[name.text].article or first[name.text].citation
                place = replace(remark.place, span=name.span)
                note(messages.MECHANISM_TWICE.at(place, subject=name.text, name=name.text, first=where))
            first.setdefault(name.text, remark.place)
        read = tuple(reader.read(remark))
        if isinstance(remark.node, ast.Score) and _rewritten(reading.layered, layer, remark.node.name.text):
            continue
        if reader.at.sound or isinstance(remark.node, ast.Shares):  # each share is a rule of its own
            yield from ((layer, mechanism) for mechanism in read)


def _rewritten(layered: Layered, layer: int, score: str) -> bool:
    """Whether a document below says in a formula of its own what the score is, so that it is no sum of parts now."""
    for lower in layered.altered.get(score, ()):
        document = layered.documents[lower]
        amended = any(amendment.node.target.name.text == score for amendment in document.amendments)
        if lower > layer and (amended or (not _scored(document, score) and score in document.norms)):
            return True
    return False


def _scored(document: Document, score: str) -> bool:
    return any(isinstance(r.node, ast.Score) and r.node.name.text == score for r in document.remarks)


class _Reader:
    def __init__(self, document: Document, layer: int, reading: Reading, note: Note) -> None:
        self.document = document
        self.note = note
        self.names = reading.names(layer)
        self.layered = reading.layered
        self.known = stated_in(reading.layered, layer)
        self.finder = Finder(reading.layered, layer, note, frozenset() if reading.setting.complete else None)
        self.at = Operative(self.names, document.name.place, note)

    def read(self, remark: Placed[ast.Statement]) -> Iterator[ir.Mechanism]:
        place, node = remark.place, remark.node
        self.at = Operative(self.names, place, self.note)
        match node:
            case ast.Score():
                yield from self._scores().score(node, place)
            case ast.Shares():
                yield from self._scores().shares(node, place)
            case ast.Cap():
                yield from self._cap(node, place)
            case ast.Slots():
                yield from self._slots(node, place)
            case ast.Ladder():
                yield from self._ladder(node, place)
            case ast.Select():
                yield from self._selection(node, place)
            case ast.SlotPool():
                yield self._pool(node, place)
            case ast.Procedure():
                yield self._procedure(node, place)
            case ast.Indicators():
                yield self._indicators(node, place)
            case ast.VetoList(names=names):
                yield ir.VetoList(tuple(name.text for name in names), place)
            case ast.Duties(owner=owner, names=names):
                yield ir.Duties(owner.text, tuple(name.text for name in names), place)
            case ast.Entitlement(name=name):
                yield ir.Entitlement(name.text, place)
            case ast.AdverseOutcome():
                yield from self._outcome(node, place)
            case ast.Promise(text=text, exists=exists, formula=formula):
                truth = self.at.truth(formula)
                if truth is not None:
                    words = text.text if text else ""
                    yield ir.Promise(words, exists, truth, place, written(formula.span), _sides(formula))
            case ast.Figures(text=text, formula=formula):
                truth = self.at.truth(formula)
                if truth is not None:
                    words = text.text if text else ""
                    yield ir.Figures(words, truth, place, written(formula.span), _sides(formula))
            case _:
                raise TypeError(f"no mechanism: {node}")

    def _scores(self) -> ScoreReader:
        return ScoreReader(self.at, self.known, self.names, self.note)

    # --- 上限

    def _cap(self, node: ast.Cap, place: Place) -> Iterator[ir.Mechanism]:
        text = written(node.span)
        if node.where is not None:
            asked = ast.Aggregate(ast.AggregateKind.COUNT, None, node.name, node.where, None, None, node.span)
            counted = self.at.value(asked)
            limit = self.at.within(self.at.share(node.limit), node.limit, 1)
            if isinstance(counted, Collection) and counted.where is not None and limit is not None:
                yield ir.PeopleCap(counted.records, counted.where, limit, place, text)
            return
        assert node.measure is not None, "a cap has a filter or a measure"
        measure = ir.Measure[node.measure.name]
        of_money = measure in (ir.Measure.TOTAL, ir.Measure.STEP)
        found = self._known(node.name, What.ENTITLEMENT if of_money else What.INDICATORS, place, may_stand_below=True)
        limit = self.at.number(node.limit) if of_money else self.at.count(node.limit)
        limit = self.at.within(limit, node.limit)
        if found and limit is not None:
            yield ir.MeasureCap(node.name.text, measure, limit, place, text)

    # --- 职数, 升降, 择优, 周转池

    def _slots(self, node: ast.Slots, place: Place) -> Iterator[ir.Slots]:
        base = self.at.count(node.base)
        type_ = self._enumeration(node.fact, place)
        lines: list[ir.SlotLine] = []
        before: list[str] = []
        for line in node.lines:
            where = replace(place, span=line.span, item=line.label.text)
            if line.of is not None and line.of.text not in before:
                self._no_line(node, line, place)
            if line.of is not None or line.of_base:
                self.at.share(line.limit)
            else:
                self.at.people(line.limit)
            values = tuple(v.text for v in line.values if type_ is None or self._is_value(v, node.fact, type_, place))
            lines.append(ir.SlotLine(line.label.text, values, line_norm(node, line.label), where))
            before.append(line.label.text)
        if base is not None and type_ is not None:
            yield ir.Slots(node.name.text, node.fact.text, base, tuple(lines), place)

    def _no_line(self, node: ast.Slots, line: ast.SlotLine, place: Place) -> None:
        assert line.of is not None
        labels = [other.label.text for other in node.lines]
        where = replace(place, span=line.of.span)
        name = node.name.text
        if line.of.text in labels:
            self.note(messages.LINE_LATER.at(where, subject=name, label=line.label.text, of=line.of.text))
        else:
            listed = "、".join(labels)
            self.note(messages.LABEL_UNKNOWN.at(where, subject=name, name=name, label=line.of.text, labels=listed))

    def _is_value(self, ident: ast.Ident, fact: ast.Ident, type_: Enumeration, place: Place) -> bool:
        if ident.text in type_.values:
            return True
        name, near, values = ident.text, near_text(ident.text, type_.values), "、".join(type_.values)
        where = replace(place, span=ident.span)
        self.note(
            messages.SLOT_VALUE_UNKNOWN.at(where, subject=name, name=name, fact=fact.text, near=near, values=values)
        )
        self.at.sound = False
        return False

    def _enumeration(self, ident: ast.Ident, place: Place) -> Enumeration | None:
        fact = self.at.lowering.fact(ident)
        if fact is None:
            return None
        if isinstance(fact.type, Enumeration):
            return fact.type
        self.at.other_kind(messages.NOT_AN_ENUMERATION, ident, fact.type)
        return None

    def _ladder(self, node: ast.Ladder, place: Place) -> Iterator[ir.Ladder]:
        type_ = self._enumeration(node.fact, place)
        if type_ is None:
            return
        if not type_.ordered:
            where, name = replace(place, span=node.fact.span), node.fact.text
            self.note(messages.NOT_A_LADDER.at(where, subject=name, name=name))
            return
        moves: list[ir.Move] = []
        for move in node.moves:
            decision = self.at.decision(move.decision)
            target = self.at.value(ast.Name(move.target), type_)
            if target is not None and target.type != type_:
                self.at.other_kind(messages.OTHER_KIND_OF_VALUE, move.target, target.type, fact=node.fact.text)
                target = None
            if decision and target is not None:
                where = replace(place, span=move.span)
                moves.append(ir.Move(ir.Direction[move.direction.name], move.decision.text, target, where))
        if len(moves) == len(node.moves):
            yield ir.Ladder(node.fact.text, tuple(moves), place)

    def _selection(self, node: ast.Select, place: Place) -> Iterator[ir.Selection]:
        decision = self.at.decision(node.among)
        keys, ties = self._keys(node.keys), self._keys(node.ties)
        take = self.at.people(node.take) if node.take is not None else None
        slots = node.slots.text if node.slots is not None else None
        found = node.slots is None or self._known(node.slots, What.SLOTS, place)
        if found and slots is not None:
            fact = self.known.slots[slots]
            names = self.layered.names_of(node.among.text)
            if not any((fact, name) in self.known.raises for name in names):
                where, name = replace(place, span=node.among.span), node.name.text
                self.note(messages.NO_LADDER.at(where, subject=name, name=name, decision=node.among.text, fact=fact))
                return
        whole = len(keys) == len(node.keys) and len(ties) == len(node.ties) and (take is not None or slots is not None)
        if decision and found and whole:
            yield ir.Selection(node.name.text, node.among.text, keys, ties, slots, take, place, written(node.span))

    def _keys(self, keys: tuple[ast.Key, ...]) -> tuple[ir.Key, ...]:
        found = ((key, self.at.ordered(key.name)) for key in keys)
        return tuple(ir.Key(key.name.text, value, key.descending) for key, value in found if value is not None)

    def _pool(self, node: ast.SlotPool, place: Place) -> ir.SlotPool:
        values: Enumeration | None = None
        if node.slots is not None and self._known(node.slots, What.SLOTS, place):
            of = self.names.vocabulary.fact(self.known.slots[node.slots.text])
            values = of.type if of is not None and isinstance(of.type, Enumeration) else None
        transfers: list[ir.Transfer] = []
        for each in node.transfers:
            count = self.at.constant(each.count, INTEGER, messages.NOT_A_COUNT)
            if values is not None and node.slots is not None:
                fact = ast.Ident(self.known.slots[node.slots.text], node.slots.span)
                self._is_value(each.value, fact, values, place)
            if count is not None:
                kind = ir.TransferKind[each.kind.name]
                where = replace(place, span=each.span, item=each.label.text)
                transfers.append(
                    ir.Transfer(
                        each.label.text, each.unit.text, kind, each.value.text, count, each.since, each.until, where
                    )
                )
        return ir.SlotPool(node.name.text, node.slots.text if node.slots is not None else None, tuple(transfers), place)

    # --- 程序

    def _procedure(self, node: ast.Procedure, place: Place) -> ir.Procedure:
        of = node.of
        if of is not None and of.text not in self.known.selections:
            self.at.decision(of)
        steps: list[ir.Step] = []
        for step in node.steps:
            where = replace(place, span=step.span, item=step.label.text)
            name = step.name.text
            if step.same_as is not None and self._known(step.same_as, What.STEP, place):
                name = step.same_as.text
            least = self.at.days(step.least) if step.least is not None else None
            most = self.at.days(step.most) if step.most is not None else None
            published = tuple(p for written_ in step.published for p in self._published(written_, place))
            body = step.body.text if step.body is not None else None
            steps.append(ir.Step(step.label.text, name, step.name.text, body, least, most, published, where))
        return ir.Procedure(node.name.text, of.text if of is not None else None, tuple(steps), place)

    def _published(self, node: ast.Published, place: Place) -> Iterator[ir.Published]:
        name, where = node.name.text, replace(place, span=node.span)
        if node.breakdown and name not in self.known.parts:
            self.note(messages.DETAIL_OF_NO_SCORE.at(where, subject=name, name=name))
            self.at.sound = False
        elif name in self.names.visible or name in self.names.behind or self.names.vocabulary.fact(name) is not None:
            yield ir.Published(name, node.breakdown)
        else:
            self.at.sound = False
            if self.names.setting.excused(name):
                return
            candidates = (*self.names.known, *(fact.name for fact in self.names.vocabulary.facts))
            self.note(messages.NOT_PUBLISHABLE.at(where, subject=name, name=name, near=near_text(name, candidates)))

    # --- 指标, 后果

    def _indicators(self, node: ast.Indicators, place: Place) -> ir.IndicatorSet:
        return ir.IndicatorSet(node.name.text, tuple(self._indicator(each, place) for each in node.indicators), place)

    def _indicator(self, node: ast.Indicator, place: Place) -> ir.Indicator:
        def count(amount: ast.Expr | None) -> Const | None:
            return self.at.constant(amount, INTEGER, messages.NOT_A_COUNT) if amount is not None else None

        def text(ident: ast.Ident | None) -> str | None:
            return ident.text if ident is not None else None

        return ir.Indicator(
            label=node.label.text,
            name=node.name.text,
            points=count(node.points),
            kind=text(node.kind),
            parent=text(node.parent),
            applies=self.at.truth(node.applies) if node.applies is not None else None,
            source=text(node.source),
            owner=text(node.owner),
            about=(node.about or node.name).text,
            nature=text(node.nature),
            materials=count(node.materials),
            visits=count(node.visits),
            veto=node.veto,
            place=replace(place, span=node.span, item=node.label.text),
        )

    def _outcome(self, node: ast.AdverseOutcome, place: Place) -> Iterator[ir.AdverseOutcome]:
        known = node.decision.text in self.known.selections or self.at.decision(node.decision)
        grounds = tuple(found for ref in node.grounds if (found := self._ground(ref, place)) is not None)
        appeals: list[ir.Appeal] = []
        for appeal in node.appeals:
            within = self.at.days(appeal.within)
            answered = self.at.days(appeal.answered) if appeal.answered is not None else None
            if within is not None:
                appeals.append(ir.Appeal(appeal.name.text, within, answered, replace(place, span=appeal.span)))
        if known:
            yield ir.AdverseOutcome(node.decision.text, grounds, tuple(appeals), place)

    def _ground(self, ref: ast.ArticleRef, place: Place) -> Place | None:
        """An article of this document, or of one above it."""
        document = self.finder.document_with(ref, place)
        self.at.sound = self.at.sound and document is not None
        return Place(None, document, ref.article) if document is not None else None

    def _known(self, ident: ast.Ident, what: What, place: Place, *, may_stand_below: bool = False) -> bool:
        """may_stand_below: it binds what documents below call so; then only a slip of the pen is told."""
        names = self.known.named(what)
        if may_stand_below and near_text(ident.text, names) == NOTHING_NEAR:
            return True
        if ident.text in names:
            return True
        if not self.names.setting.excused(ident.text):
            where, name, near = replace(place, span=ident.span), ident.text, near_text(ident.text, names)
            self.note(messages.MECHANISM_UNKNOWN.at(where, subject=name, name=name, what=what.value, near=near))
        self.at.sound = False
        return False


def _sides(formula: ast.Expr) -> tuple[tuple[str, str], ...]:
    match formula:
        case ast.Logic(operands=operands):
            parts = operands
        case _:
            parts = (formula,)
    return tuple(
        (written(part.left.span), written(part.right.span)) if isinstance(part, ast.Comparison) else ("", "")
        for part in parts
    )
