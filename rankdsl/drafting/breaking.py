"""One line that breaks a new document in one way, to be tried and taken back.

Nothing is promised that was not seen: every candidate is checked, and the first that gives exactly one finding, an
error, is taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from rankdsl.diagnostics import Finding, Severity
from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.facts import AS_OF, Fact
from rankdsl.ir.mentions import expressions, symbols_in
from rankdsl.ir.model import Piece
from rankdsl.ir.nodes import Apply, Expr, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads
from rankdsl.ir.remarks import Delegation, Restriction
from rankdsl.ir.types import TRUTH, Enumeration, Number, Unit, YearMonth
from rankdsl.ir.values import render

MOST_TRIED = 12
_MORE = {Unit.MONTH: "1年", Unit.YUAN: "100元", Unit.ONE: "1", Unit.PERCENT: "10%", Unit.DAY: "10日"}
_STRICT = (Restriction.NOT_STRICTER, Restriction.NOT_CHANGED)
_LAX = (Restriction.NOT_LAXER, Restriction.NOT_CHANGED)


class Breaking(Struct, frozen=True):
    """`line`: the whole line as it stands in the document, less the comment sign. `finding`: what it gives."""

    line: str
    finding: Finding


class _Candidate(Struct, frozen=True):
    """`code`: the finding that it is meant to give; None: any."""

    statement: str
    code: str | None = None


def breaking(piece: Piece, article: str, check: Callable[[str], tuple[Finding, ...]]) -> Breaking | None:
    """The first candidate that gives one error and nothing else. `check`: what is found with a line at the end."""
    for candidate in islice(_candidates(piece), MOST_TRIED):
        line = f"{article}【试一试】 {candidate.statement}"
        match check(line):
            case (found,) if found.severity is Severity.ERROR and candidate.code in (None, found.code):
                if not found.code.startswith("RD1"):
                    return Breaking(line, found)
            case _:
                pass
    return None


def _candidates(piece: Piece) -> Iterator[_Candidate]:
    """Statements that a superior is likely to forbid, what people really try first, then what always can be broken."""
    program = piece.program
    layers = sorted({layer for layer, _ in piece.delegations}, reverse=True)
    clauses = [clause for layer in layers for at, clause in piece.delegations if at == layer]
    for clause in clauses:
        yield from islice(_longer(piece, clause), 2)
    yield from (_Candidate(line) for clause in clauses for line in _beyond(piece, clause))
    for clause in clauses:
        if clause.subject not in program.decisions:
            continue
        answers = [a for a, words in (("否", _STRICT), ("是", _LAX)) if clause.restriction in words]
        for answer in answers:
            for guard in islice(_guards(piece, clause.subject), 2):
                where = _cited(_rule(piece, clause.subject))
                yield _Candidate(f"例外{where} 当 {guard} 时，{clause.subject} 为 {answer}。")
    yield from (_Candidate(f"断言：非 {decision}。") for decision in reversed(program.decisions))
    yield from (_Candidate(f"断言：{fact.name}。") for fact in program.vocabulary.facts if fact.type == TRUTH)
    yield _Candidate(f"断言：{AS_OF} 早于 {program.period.start.isoformat()}。")


def _longer(piece: Piece, clause: Delegation) -> Iterator[_Candidate]:
    """A bar that a decision which may not be made stricter rests on, a little higher for some."""
    decision = clause.subject
    if clause.restriction not in _STRICT or decision not in piece.program.decisions:
        return
    for symbol in _bars(piece.program, piece.program.top[decision]):
        rule = piece.program.definitions[symbol]
        name = symbol.written
        more = _MORE.get(rule.type.unit) if isinstance(rule.type, Number) else None
        if more is None or rule.kind is not Kind.DEFINITION or piece.program.top.get(name) != symbol:
            continue
        for guard in islice(_guards(piece, name), 1):
            yield _Candidate(f"例外{_cited(rule)} 当 {guard} 时，{name} 为 {name} + {more}。", "RD401")


def _bars(program: Program, decision: Symbol) -> Iterator[Symbol]:
    """What a decision depends on, the nearest first; of a comparison from below, what must be reached first."""
    seen = {decision}
    waiting = deque([decision])
    while waiting:
        for part in expressions(program.definitions[waiting.popleft()]):
            for symbol in symbols_in(_bar_first(part)):
                if symbol not in seen:
                    seen.add(symbol)
                    waiting.append(symbol)
                    yield symbol


def _bar_first(part: Expr) -> tuple[Expr, ...]:
    return part.args[::-1] if isinstance(part, Apply) and part.op in (Op.GE, Op.GT) else (part,)


def _beyond(piece: Piece, clause: Delegation) -> Iterator[str]:
    """What lies outside a range, or is none of this document's business."""
    rule = _rule(piece, clause.subject)
    more = _MORE.get(rule.type.unit) if isinstance(rule.type, Number) else None
    match clause.restriction:
        case Restriction.WITHIN if clause.highest is not None and more is not None:
            yield f"修改{_cited(rule)} {clause.subject} 改为：{render(clause.highest.value, rule.type)} + {more}。"
        case Restriction.RESERVED if more is not None:
            yield f"修改{_cited(rule)} {clause.subject} 改为：{more}。"
        case _:
            pass


def _guards(piece: Piece, name: str) -> Iterator[str]:
    """Conditions on facts that the norm reads anyway: what divides people first."""
    program = piece.program
    read = set(reads(program, program.top[name]))
    facts = [f for f in program.vocabulary.facts if f.name in read and not f.protected]
    for fact in sorted(facts, key=lambda f: not f.divides_people):
        guard = _guard(fact)
        if guard is not None:
            yield guard


def _guard(fact: Fact) -> str | None:
    match fact.type:
        case Enumeration() if isinstance(fact.typical, str):
            return f"{fact.name} = {fact.typical}"
        case _ if fact.type == TRUTH:
            return fact.name
        case YearMonth() if isinstance(fact.typical, int):
            return f"{fact.name} 早于 {render(fact.typical, fact.type)}"
        case _:
            return None


def _rule(piece: Piece, name: str) -> Definition:
    return piece.program.definitions[piece.program.top[name]]


def _cited(rule: Definition) -> str:
    return f"《{rule.place.document}》{rule.place.article}"
