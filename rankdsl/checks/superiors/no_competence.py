"""RD406: a document regulates what belongs to another level (专属)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.competence import Reserved, known_as, regulates, reserved
from rankdsl.checks.evidence import single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, own_definitions, rule_of, scope_conditions
from rankdsl.checks.faults import innermost, place_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.prove import Condition, Found, Nobody, Question, Undecided, Unlike

PAGE = Page(
    code="RD406",
    name="no-competence",
    severity=Severity.ERROR,
    title=Text("规定了不属于本级的事项", "regulates what belongs to another level"),
    manual=Text(
        """\
上位文件写明某个事项“专属”，即只有那一级的文件可以规定，本文件却作了规定：重写、修改、另写例外，或者改动它所依据的定义，使有的人结果不同。
这与写得对不对无关，一字不改地照抄也是越权；所以对这样的事项不再作其他比较（加严、放宽、增设条件、改变含义、超出幅度）。
换一个名称（“即”）再作规定的，同样算。与作出规定的文件同级的文件，可以规定。

**怎样处理**：删去有关条文，直接适用上位文件的规定；确需规定的，由上位文件取消“专属”。
""",
        """\
the superior keeps a matter to its own level (专属), and this document regulates it: it states it anew, amends it, makes
an exception to it, or changes a definition that it rests on, so that somebody fares otherwise. What it says does not
matter, and the very same words are no better; so nothing else is compared of such a matter (RD401 to RD405). A decision
that is the superior's by another name (即) is the same matter. A document of the level that keeps the matter may
regulate it.

**What to do**: delete what regulates the matter, and apply the superior as it is; where it has to be regulated here,
the superior must take 专属 back.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：专属。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：36个月。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：专属。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【名称】
  定义 还差年限：应任年限 − 任现职级年限。
""",
)

NOT_COMPETENT = Diagnostic(
    PAGE,
    zh="“{subject}”专属上级规定，本文件无权规定",
    en="“{subject}” is kept to another level: this document may not regulate it",
    help_zh="删去对“{subject}”的规定，直接适用上位文件",
    help_en="delete what regulates “{subject}” and apply the superior as it is",
)
CHANGED_BEHIND = Diagnostic(
    PAGE,
    zh="“{subject}”专属上级规定，{here}改动了它所依据的规定，有人的结果因此不同",
    en="“{subject}” is kept to another level, and {here} changes what it rests on: somebody fares otherwise",
    help_zh="去掉{here}对“{subject}”的影响，例如改用自己的名称",
    help_en="take the influence of {here} on “{subject}” out, for example by a name of its own",
)
KEPT = Text("上位文件规定为专属", "the superior keeps it to its own level")


def examine(under: Examination) -> Iterator[Outcome]:
    kept = {found.subject: found for found in reserved(under)}
    for subject, found in kept.items():
        articles = articles_of(*(clause.place for clause in found.clauses))
        if not regulates(under, subject):
            yield Outcome(subject, articles, Verdict.PROVED)
        elif subject in under.piece.own_names:
            core = (_where(under, subject), *(clause.place for clause in found.clauses))
            finding = replace(_finding(under, found, core[0]), evidence=Evidence(core=core))
            yield Outcome(subject, articles_of(core[0]) + articles, Verdict.REFUTED, (finding,))
        elif not any(name in kept and regulates(under, name) for name in _own_behind(under, subject)):
            yield _changed_behind(under, found, articles)


def _changed_behind(under: Examination, found: Reserved, articles: tuple[str, ...]) -> Outcome:
    """Somebody to whom the matter comes out otherwise, since a rule it rests on is another here: the same rule in other
    words changes nothing of what is kept to another level."""
    above, subject = under.superior, found.subject
    known = known_as(under, subject, above) if above is not None else None
    if above is None or known is None:
        return Outcome(subject, articles, Verdict.PROVED)
    here, there = rule_of(under.program, subject), rule_of(above, known)
    unlike = Unlike(0, under.program, here, above, there)
    wanted: tuple[Condition, ...] = (*scope_conditions(above), *under.in_scope, unlike)
    answer = under.prover.decide(Question(wanted))
    match answer:
        case Nobody():
            return Outcome(subject, articles, Verdict.PROVED)
        case Undecided():
            return undecided(PAGE, subject, under.program.definitions[here.symbol].place, answer)
        case Found():
            (person,) = answer.persons
            place = place_at_fault(under, subject, person, ())
            outcome = {
                "here": value_in_words(under.program, person, here),
                "superior": value_in_words(above, person, there),
            }
            evidence = single(under.program, answer, here, outcome, (place,), ((above, there),))
            finding = replace(_finding(under, found, place), evidence=evidence)
            return Outcome(subject, articles_of(place) + articles, Verdict.REFUTED, (finding,))
        case _:
            assert_never(answer)


def _finding(under: Examination, found: Reserved, place: Place) -> Finding:
    related = tuple(Citation(clause.place, KEPT) for clause in found.clauses)
    template = NOT_COMPETENT if found.subject in under.piece.own_names else CHANGED_BEHIND
    finding = template.at(place, subject=found.subject, here=place.citation, related=related)
    return replace(finding, distinguishing="")


def _where(under: Examination, subject: str) -> Place:
    """Where this document regulates the matter: the norm itself, else its items, else what it rests on."""
    program, top = under.program, under.program.top[subject]
    of_its_own = [top, *(item.symbol for item in program.items if item.decision == subject)]
    behind = [definition.symbol for definition in own_definitions(under, rule_of(program, subject))]
    first = next(symbol for symbol in (*of_its_own, *behind) if symbol.layer == under.layer)
    return innermost(program.definitions[first])


def _own_behind(under: Examination, subject: str) -> frozenset[str]:
    """The names of this document's own norms that the matter rests on."""
    own = own_definitions(under, rule_of(under.program, subject))
    return frozenset(definition.symbol.name for definition in own) - {subject}
