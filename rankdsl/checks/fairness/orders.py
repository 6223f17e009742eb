"""People in order (择优): whether a fact by itself moves somebody who is eligible."""

from __future__ import annotations

from typing import Literal, assert_never

from msgspec.structs import replace

from rankdsl.checks.chain import inherited
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Place, Text, Verdict
from rankdsl.ir.mechanisms import Key, Selection
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Compared, Found, Nobody, Question, Raised, Undecided, Wanted

ORDERS = Text("名次按它排", "people are ordered by it")


def leading_by(program: Program, selection: Selection, fact: str) -> Key | None:
    """The first key that the fact can move; people who differ in nothing else are equal in those before it."""
    return next((k for k in (*selection.keys, *selection.ties) if fact in reads_of_expr(program, k.value)), None)


def moves(
    under: Examination,
    selection: Selection,
    key: Key,
    fact: str,
    second: Literal["below", "above", "other"],
    raised: Raised | None = None,
) -> Answer:
    """Two who are eligible and alike but for the fact, the second of whom stands so by the key. What the document above
    orders so by itself is not this document's."""
    answer = under.prover.decide(_question(under.program, selection, key, fact, second, raised))
    above = under.before
    if isinstance(answer, Nobody) or above is None or key.name not in above.top or selection.among not in above.top:
        return answer
    symbol = under.program.top.get(key.name)
    if symbol is not None and under.keeps(symbol) and under.keeps(under.program.top[selection.among]):
        ordered_above = any(key.name in {k.name for k in (*m.keys, *m.ties)} for _, m in inherited(under, Selection))
        return Nobody() if ordered_above else answer
    return answer


def _question(
    program: Program,
    selection: Selection,
    key: Key,
    fact: str,
    second: Literal["below", "above", "other"],
    raised: Raised | None,
) -> Question:
    rule = rule_of(program, selection.among)
    eligible = tuple(Wanted(person, program, rule, True) for person in (0, 1))
    both = (*scope_conditions(program), *scope_conditions(program, person=1), *eligible)
    return Question((*both, Compared(program, key.value, second)), moved=frozenset((fact,)), raised=raised)


def asked(
    under: Examination,
    template: Diagnostic,
    selection: Selection,
    key: Key,
    fact: str,
    second: Literal["below", "above", "other"],
    raised: Raised | None = None,
) -> Outcome:
    """The outcome of `moves`, told by `template` at the key. Words: `subject`, `fact`, `key`."""
    answer = moves(under, selection, key, fact, second, raised)
    place, related = written_at(under, selection, key)
    articles = articles_of(selection.place, place)
    match answer:
        case Nobody():
            return Outcome(selection.name, articles, Verdict.PROVED, about=fact)
        case Undecided():
            return replace(undecided(template.page, selection.name, place, answer), about=fact)
        case Found():
            finding = template.at(place, subject=selection.name, related=related, fact=fact, key=key.name)
            finding = replace(finding, evidence=pair(under.program, answer, key.value, (place,)), distinguishing=fact)
            return Outcome(selection.name, articles, Verdict.REFUTED, (finding,), fact)
        case _:
            assert_never(answer)


def written_at(under: Examination, selection: Selection, key: Key) -> tuple[Place, tuple[Citation, ...]]:
    """Where the key is written, if this document writes it, with the selection beside it; else the selection."""
    symbol = under.program.top.get(key.name)
    if symbol is None or symbol.layer != under.layer:
        return selection.place, ()
    return under.program.definitions[symbol].place, (Citation(selection.place, ORDERS),)
