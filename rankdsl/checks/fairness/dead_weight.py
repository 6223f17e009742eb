"""RD307: a published criterion that can never change the outcome, or one that decides alone.

What decides between people who compete (the parts of a score, the rank itself) is in `weight_in_selections`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.conditions import as_written, facts_named, leaves, published, reaches
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.fairness.dead_weight_page import PAGE
from rankdsl.checks.faults import where_at_fault
from rankdsl.checks.probing import evaluated, remembered, somebody, turned_near
from rankdsl.checks.refusals import two
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Place, Verdict
from rankdsl.ir.mentions import expressions
from rankdsl.ir.nodes import has_value
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order, reads_of_expr
from rankdsl.prove import Answer, Found, Nobody, Question, Raised, Undecided, Wanted

DEAD = Diagnostic(
    PAGE,
    zh="“{fact}”列为“{subject}”的条件，却从来不起作用：只有“{fact}”不同的两个人，结果总是相同",
    en=(
        "“{fact}” is among the criteria of “{subject}” and never matters: two persons who differ only in it always "
        "get the same outcome"
    ),
    help_zh="从公布的条件中删去“{fact}”；本来应当起作用的，改正规则",
    help_en="take “{fact}” out of the published criteria; if it should matter, mend the rule",
)
ALONE = Diagnostic(
    PAGE,
    zh="“{subject}”写了几项条件，实际上只由“{fact}”一项决定：“{fact}”相同的人，结果总是相同",
    en="“{subject}” has several conditions, and “{fact}” alone decides: persons who agree in it get the same outcome",
    help_zh="其他各项应当起作用的，改正规则；确实只看这一项的，只写这一项",
    help_en="mend the rule so that the others matter, or, if only this is meant to count, write only this",
)


def examine(under: Examination) -> Iterator[Outcome]:
    program = under.program
    announced = {p.subject for p in under.piece.publications}
    for subject in program.decisions:
        if subject not in announced and under.keeps(program.top[subject]):
            continue  # The document above has told of it.
        read = in_order(program, reads_of_expr(program, rule_of(program, subject)))
        if len(leaves(program, subject)) < 2 or len(read) < 2:
            continue
        told = published(under, subject)
        if subject not in announced:
            told &= frozenset(read)
        if isinstance(somebody(under, subject), Nobody):
            continue  # RD203
        bases = remembered(under, subject)  # among them whoever was found just now
        alive: list[str] = []
        for fact in in_order(program, told - frozenset(reads_of_expr(program, *program.coverage))):
            answer = _matters(under, subject, fact, bases) if fact in read else Nobody()
            if isinstance(answer, Found):
                alive.append(fact)
            yield replace(_dead(under, subject, fact, answer, announced=subject in announced), about=fact)
        if len(alive) < 2:  # Two facts each of which decides between two persons leave neither to decide alone.
            yield from (replace(_alone(under, subject, fact), about=f"{fact}#") for fact in alive or read)
    if under.piece.mechanisms:
        from rankdsl.checks.fairness.weight_in_selections import (
            examine_selections,  # here, since few documents have any
        )

        yield from examine_selections(under)


def _flips(under: Examination, program: Program, subject: str, moved: tuple[str, ...]) -> Answer:
    """Two persons in scope with different outcomes who are equal but for the facts."""
    return under.prover.decide(Question(two(program, subject, True), moved=frozenset(moved)), shown=False)


def _matters(under: Examination, subject: str, name: str, bases: list[Evaluation]) -> Answer:
    """Two persons in scope with different outcomes who are equal but for the fact. `bases`: people in scope with an
    outcome who are known already; those whom the prover finds are added."""
    fact = under.program.vocabulary.fact(name)
    assert fact is not None
    for base in bases:
        if turned_near(under, subject, base, fact):
            return Found((base.person,), ())
    answer = _flips(under, under.program, subject, (name,))
    if isinstance(answer, Found):
        bases += (evaluated(under, person) for person in answer.persons)
    return answer


def _dead(under: Examination, subject: str, fact: str, answer: Answer, *, announced: bool) -> Outcome:
    """`answer`: whether any two persons who differ only in the fact fare differently."""
    rule = under.program.definitions[under.program.top[subject]]
    if isinstance(answer, Nobody) and (announced or not _dead_above(under, subject, fact)):
        answer = _alike(under, subject, fact)
        if isinstance(answer, Found):
            place = _place(under, subject, fact)
            finding = DEAD.at(place, subject=subject, fact=fact)
            evidence = pair(under.program, answer, rule_of(under.program, subject), (place,))
            finding = replace(finding, evidence=evidence, distinguishing=fact)
            return Outcome(subject, articles_of(place), Verdict.REFUTED, (finding,))
    if isinstance(answer, Undecided):
        return undecided(PAGE, subject, rule.place, answer)
    return Outcome(subject, articles_of(rule.place), Verdict.PROVED)


def _alike(under: Examination, subject: str, fact: str) -> Answer:
    """Two persons in scope who differ only in the fact, and for both of whom the decision has a value."""
    program = under.program
    valued = has_value(rule_of(program, subject))
    both = tuple(Wanted(person, program, valued, True) for person in (0, 1))
    wanted = (*under.in_scope, *scope_conditions(program, person=1), *both)
    answer = under.prover.decide(Question(wanted, moved=frozenset((fact,)), apart=True))
    known = program.vocabulary.fact(fact)
    records = known.records if known is not None else None
    if isinstance(answer, Undecided) and records is not None and any(field.better for field in records.fields):
        # Different lists are hard to look for; one that is better than the other is easier, where better says anything.
        answer = under.prover.decide(Question(wanted, moved=frozenset((fact,)), raised=Raised(fact, 1)))
    return answer


def _dead_above(under: Examination, subject: str, fact: str) -> bool:
    above = under.before
    if above is None or subject not in above.top or fact not in reads_of_expr(above, rule_of(above, subject)):
        return False
    return isinstance(_flips(under, above, subject, (fact,)), Nobody)


def _alone(under: Examination, subject: str, fact: str) -> Outcome:
    """Whether persons who agree in the fact always fare alike, though not everybody does."""
    program = under.program
    rule = program.definitions[program.top[subject]]
    place = where_at_fault(under, rule, None)[0]
    articles = articles_of(place)
    answer = _flips(under, program, subject, _others(program, subject, fact))
    if isinstance(answer, Nobody) and not _alone_above(under, subject, fact):
        reached = reaches(program, reads_of_expr(program, rule_of(program, subject)))
        for moved in (frozenset((fact,)), reached):
            answer = under.prover.decide(Question(two(program, subject, True), moved=moved))
            if isinstance(answer, Found):
                return Outcome(subject, articles, Verdict.REFUTED, (_alone_finding(under, subject, fact, answer),))
    if isinstance(answer, Undecided):
        return undecided(PAGE, subject, place, answer)
    return Outcome(subject, articles, Verdict.PROVED)


def _others(program: Program, subject: str, fact: str) -> tuple[str, ...]:
    """What the decision looks at beside the fact, with what invariants tie to it."""
    read = reads_of_expr(program, rule_of(program, subject), *program.coverage)
    return in_order(program, reaches(program, read) - {fact})


def _alone_above(under: Examination, subject: str, fact: str) -> bool:
    above = under.before
    if above is None or subject not in above.top:
        return False
    others = _others(above, subject, fact)
    varies = isinstance(_flips(under, above, subject, (fact, *others)), Found)
    return varies and isinstance(_flips(under, above, subject, others), Nobody)


def _alone_finding(under: Examination, subject: str, fact: str, answer: Found) -> Finding:
    place = where_at_fault(under, under.program.definitions[under.program.top[subject]], None)[0]
    finding = ALONE.at(place, subject=subject, fact=fact)
    evidence = pair(under.program, answer, rule_of(under.program, subject), (place,))
    return replace(finding, evidence=evidence, distinguishing=f"{fact}#")


def _place(under: Examination, subject: str, fact: str) -> Place:
    """Where this document says that the fact counts: 公布, a condition of its own, else what it changed."""
    for publication in under.piece.publications:
        if publication.subject == subject and fact in publication.facts:
            return publication.place
    program = under.program
    for item in leaves(program, subject):
        said = facts_named(program, expressions(as_written(program, item.symbol)))
        if item.layer == under.layer and fact in said:
            return item.place
    return where_at_fault(under, program.definitions[program.top[subject]], None)[0]
