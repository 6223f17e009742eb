"""A gate: one more condition for a decision, written openly or hidden behind definitions; and exceptions made wider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rankdsl.ir.definitions import Definition
from rankdsl.ir.facts import Fact
from rankdsl.ir.model import Piece
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads
from rankdsl.ir.remarks import Delegation, Restriction
from rankdsl.ir.types import MONTHS, TRUTH, Enumeration, Number, RecordList, Truth, Type
from rankdsl.ir.values import Scalar, render
from rankdsl.syntax import ast
from rankdsl.syntax.numerals import chinese
from tests.mutation.edits import Change, Edit, Kind, change, inserted, nodes

HIDDEN = ("审核口径", "资格口径", "推荐口径")
"""Names of the definitions that a gate hides behind; no document has them."""
BEHIND = (Kind.GATE, Kind.GATE_1, Kind.GATE_2, Kind.GATE_3)
ARTICLE = 90


def gates(document: ast.DocumentNode, piece: Piece) -> Iterator[Change]:
    """For each decision that the document and its superior have: gates on some facts, at every depth."""
    above = piece.superior
    if above is None:
        return
    end = document.span.end
    facts = gate_facts(piece)
    for decision in (d for d in piece.program.decisions if d in above.top):
        for fact in facts:
            for depth, kind in enumerate(BEHIND):
                formula, hidden = behind(gate(fact), depth)
                yield from _gated(document, above, decision, formula, hidden, kind)
        if facts:
            yield from _wider(document, piece, decision, gate(facts[0]), end)
    if facts:
        yield from _inside(document, piece.program, gate(facts[0]))
        yield from _exceptions(document, above, piece.program, gate(facts[0]), end)
    yield from _delegated(document, piece)


def gate_facts(piece: Piece) -> tuple[Fact, ...]:
    """A yes or no, a number, a list and an enumeration that the superior's decisions do not read, and one they do."""
    above, words = piece.superior, piece.program.vocabulary
    assert above is not None
    read = frozenset(f for d in above.decisions for f in reads(above, above.top[d]))
    found: list[Fact] = []
    for of in (Truth, Number, RecordList, Enumeration):
        unread = [f for f in words.facts if isinstance(f.type, of) and f.name not in read and gate(f)]
        found += unread[:1]
    found += [f for f in words.facts if f.name in read and isinstance(f.type, Number | RecordList) and gate(f)][:1]
    return tuple(found)


def gate(fact: Fact) -> str:
    """A condition on a fact that not everybody meets; empty if the fact has none."""
    match fact.type:
        case Truth():
            return fact.name
        case Enumeration(values=values, ordered=ordered):
            return f"{fact.name} {'≥' if ordered else '='} {values[min(1, len(values) - 1) if ordered else 0]}"
        case Number() if fact.low is not None:
            step = 12 if fact.type == MONTHS else 1
            return f"{fact.name} ≥ {render(fact.low + step, fact.type)}"
        case RecordList() if fact.records is not None:
            for field in fact.records.fields:
                if isinstance(field.type, Enumeration) and field.type.ordered:
                    return f"计数 近3年 {fact.name} 中（{field.name} = {field.type.values[-1]}） ≥ 1"
    return ""


def behind(formula: str, definitions: int) -> tuple[str, Sequence[str]]:
    """The condition through so many definitions, and these."""
    written = []
    for name in HIDDEN[:definitions]:
        written.append(f"定义 {name}：{formula}。")
        formula = name
    return formula, written


def _gated(
    document: ast.DocumentNode, above: Program, decision: str, formula: str, hidden: Sequence[str], kind: Kind
) -> Iterator[Change]:
    """As a further item where the document states the decision, or adds to it; else as an amendment."""
    articles = "".join(f"\n第{chinese(ARTICLE + n)}条\n  {text}" for n, text in enumerate(hidden))
    end = document.span.end
    for group in _groups(document, decision):
        last = group.items[-1].label
        if last is None or group.mode is ast.ItemMode.ANY:
            yield _both(kind, inserted(kind, group.items[-1].span.end, f" 且 {formula}"), end, articles)
        else:
            number = len(group.items) + 1
            yield _both(
                kind, inserted(kind, group.items[-1].span.end, f"；（{chinese(number)}）{formula}"), end, articles
            )
        return
    rule = above.definitions[above.top[decision]]
    amendment = f"修改《{rule.place.document}》{rule.place.article} {decision} 另须：{formula}。"
    yield inserted(kind, end, f"\n第{chinese(ARTICLE + 9)}条\n  {amendment}{articles}")


def _groups(document: ast.DocumentNode, decision: str) -> Iterator[ast.ItemGroup]:
    for article in document.articles:
        for statement in article.statements:
            match statement:
                case ast.Decide(name=name, group=group) if name.text == decision:
                    yield group
                case ast.Amend(target=target, change=ast.AddItems(group=group)) if (
                    target.name.text == decision and target.label is None
                ):
                    yield group


def _both(kind: Kind, first: Change, end: int, articles: str) -> Change:
    more = (Edit(end, end, articles),) if articles else ()
    return Change(kind, (*first.edits, *more), first.about + articles.replace("\n", " "))


# --- inside what is there


def _inside(document: ast.DocumentNode, program: Program, formula: str) -> Iterator[Change]:
    """A definition that says something else where the gate is not met."""
    for define in nodes(document, ast.Define):
        symbol = program.top.get(define.name.text)
        found = program.definitions.get(symbol) if symbol is not None else None
        if found is None or not isinstance(define.body, ast.PlainBody):
            continue
        value = define.body.value.span
        if found.type == MONTHS:
            yield change(Kind.GATE_INSIDE, value, f"当 {formula} 时，{value.text}；其他，{value.text} + 1个月")
        elif found.type == TRUTH:
            yield change(Kind.GATE_INSIDE, value, f"（{value.text}） 且 {formula}")


# --- exceptions


def _wider(document: ast.DocumentNode, piece: Piece, decision: str, formula: str, end: int) -> Iterator[Change]:
    """Exceptions there are, and one more on the decision."""
    for exception in nodes(document, ast.ExceptWhen):
        guard = exception.guard.span
        yield change(Kind.EXCEPTION, guard, f"（{guard.text}） 或 {formula}")
        yield change(Kind.EXCEPTION, guard, "是")
    rule = piece.program.definitions[piece.program.top[decision]]
    at = "" if rule.place.document == document.title.text else f"《{rule.place.document}》"
    for answer in ("是", "否"):
        text = f"例外{at} {rule.place.article} 当 {formula} 时，{decision} 为 {answer}。"
        yield inserted(Kind.EXCEPTION, end, f"\n第{chinese(ARTICLE + 8)}条\n  {text}")


def _exceptions(document: ast.DocumentNode, above: Program, here: Program, formula: str, end: int) -> Iterator[Change]:
    """One on each of the superior's definitions of a duration."""
    for name, symbol in above.top.items():
        found = above.definitions[symbol]
        if found.type != MONTHS or symbol.layer < 0 or here.top.get(name) != symbol:
            continue
        yield from (_excepted(found, formula, end, change) for change in ("− 1年", "+ 1个月"))


def _excepted(found: Definition, formula: str, end: int, change: str) -> Change:
    name, place = found.symbol.name, found.place
    text = f"例外《{place.document}》{place.article} 当 {formula} 时，{name} 为 {name} {change}。"
    return inserted(Kind.EXCEPTION, end, f"\n第{chinese(ARTICLE + 8)}条\n  {text}")


# --- what is delegated within a range


def _delegated(document: ast.DocumentNode, piece: Piece) -> Iterator[Change]:
    """A parameter at both ends of its range, and just outside."""
    last = len(piece.program.layers) - 1
    for layer, clause in piece.delegations:
        if layer == last or clause.restriction is not Restriction.WITHIN:
            continue
        for value, type_ in _around(clause):
            written = render(value, type_)
            done = False
            for parameter in nodes(document, ast.Parameter):
                if parameter.name.text == clause.subject:
                    done = True
                    for each in parameter.values:
                        yield change(Kind.RANGE, each.value.span, written)
            for define in nodes(document, ast.Define):
                if define.name.text == clause.subject and isinstance(define.body, ast.PlainBody):
                    done = True
                    yield change(Kind.RANGE, define.body.value.span, written)
            if not done:
                text = f"参数 {clause.subject}：{written}。"
                yield inserted(Kind.RANGE, document.span.end, f"\n第{chinese(ARTICLE + 7)}条\n  {text}")


def _around(clause: Delegation) -> Iterator[tuple[Scalar, Type]]:
    """One step outside each end of the range, the end itself, and one step inside."""
    for end, outwards in ((clause.lowest, -1), (clause.highest, 1)):
        assert end is not None
        match end.type:
            case Number(whole=whole):
                assert isinstance(end.value, int | Fraction)
                step = Fraction(outwards) if whole else Fraction(outwards, 100)
                for value in (end.value + step, Fraction(end.value), end.value - step):
                    yield int(value) if value.denominator == 1 else value, end.type
            case Enumeration(values=values):
                at = values.index(str(end.value))
                for place in (at + outwards, at, at - outwards):
                    if 0 <= place < len(values):
                        yield values[place], end.type
            case _:
                yield end.value, end.type
