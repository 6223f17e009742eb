"""RD405: a superior's term with another meaning, or a decision of which nobody can tell what it is above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.chain import inherited, own
from rankdsl.checks.competence import clauses_on, known_as, out_of_reach, program_at
from rankdsl.checks.evidence import single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import place_at_fault
from rankdsl.checks.superiors.refinement import SUPERIOR_LIMIT, SUPERIOR_RULE
from rankdsl.checks.twins import same_words
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Delegation, Manner, Restriction
from rankdsl.prove import Condition, Found, Nobody, Question, Undecided, Unlike

PAGE = Page(
    code="RD405",
    name="redefined-term",
    severity=Severity.ERROR,
    title=Text("改变上位文件用语的含义", "a superior's term with another meaning"),
    manual=Text(
        """\
上位文件已经有的名称，本文件又完整地写了一遍，而且对有的人得出另一个值：同一个词，在两份文件里意思不同。用“例外”“修改”公开改动的不在此列；
上位文件写明“可自行规定”或者“可在…之间规定”的，也不在此列。上位文件写明“不得变更”的名称，无论用什么办法改动，只要有人得出另一个值，都是错误。

上位文件有决定，本文件又有一项决定，既不是修改、也不是重述，既没有写“即《…》X”，也没有写“新设”的，是警告：看不出它与上位文件的哪一项
相当，与上位文件的比较就会落空。

**怎样处理**：删去重写的定义，或者改成与上位文件一致；确需不同的，换一个名称，或者用“例外”“修改”公开写明。一项决定与上位文件的某一项相当的，
写“决定 Y 即《…》X”；确是本文件新设的，在“决定”前面写“新设”。
""",
        """\
a name that the superior has is defined here once more in full, and gives somebody another value: one word means two
things. What is changed openly, by 例外 or 修改, is not meant; nor what the superior leaves to those below
(可自行规定, 可在…之间规定). A name of which the superior says 不得变更 may not be changed by any means.

Where the superiors have decisions, and this document has one that is neither an amendment nor a restatement, and says
neither 即 nor 新设, that is a warning: nobody can tell which of the superior's decisions it is, so that it escapes
comparison.

**What to do**: delete the definition or let it say what the superior says; where it must differ, take another name or
change it openly by 例外 or 修改. Write 决定 Y 即《…》X for a decision that is the superior's X, and 新设 before a
decision that is really new.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【优秀年数】
  定义 优秀年数：计数 任现职级以来 年度考核 中（等次 = 优秀）。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【优秀年数】
  定义 优秀年数：计数 近5年 年度考核 中（等次 = 优秀）。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【优秀年数】
  定义 优秀年数：计数 任现职级以来 年度考核 中（等次 = 优秀）。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【优秀年数】
  定义 优秀年数：计数 任现职级以来 年度考核 中（等次 ≥ 优秀）。
  定义 近五年优秀年数：计数 近5年 年度考核 中（等次 = 优秀）。
""",
)

ANOTHER_MEANING = Diagnostic(
    PAGE,
    zh="“{subject}”是上位文件已有的名称，这里另作规定，含义不同：有人按{superior}为“{there}”，按本文件为“{here}”",
    en=(
        "“{subject}” is a name the superior has, and means something else here: somebody has {there} under {superior} "
        "and {here} here"
    ),
    help_zh="改成与上位文件一致，或者换一个名称；确需改动的，用“例外”“修改”写明",
    help_en="let it say what the superior says, or take another name; to change it, write 例外 or 修改",
)
NOT_TO_BE_CHANGED = Diagnostic(
    PAGE,
    zh="上位文件规定“{subject}”不得变更：有人按{superior}为“{there}”，按本文件为“{here}”",
    en="the superior does not let “{subject}” be changed: somebody has {there} under {superior} and {here} here",
    help_zh="去掉对“{subject}”的改动，使它与上位文件一致",
    help_en="take back what changes “{subject}”, so that it is as the superior has it",
)
UNANNOUNCED = Diagnostic(
    PAGE,
    zh="“{subject}”是上位文件没有的决定，也没有写明是新设的，还是上位文件的某一项",
    en="“{subject}” is a decision no superior has, and is announced neither as new nor as another's under this name",
    help_zh="与上位文件某项决定相当的，写“决定 {subject} 即《…》X”；确是新设的，在“决定”前写“新设”",
    help_en="write 决定 {subject} 即《…》X if it is the superior's X, or 新设 before 决定 if it is really new",
    severity=Severity.WARNING,
)


class Term(Struct, frozen=True):
    """A name whose value here is compared with that in a document above. `clause`: the 不得变更 that asks for it; None
    where the name is defined anew at `place`."""

    name: str
    above: Program
    clause: Delegation | None
    place: Place

    @property
    def there(self) -> Ref:
        return rule_of(self.above, self.name)


def examine(under: Examination) -> Iterator[Outcome]:
    if under.superior is None:
        return
    for term in _terms(under, under.superior):
        yield _compare(under, under.superior, term)
    yield from _unannounced(under, under.superior)


def _terms(under: Examination, nearest: Program) -> Iterator[Term]:
    """A 对下 on a name is all that the superiors ask of it."""
    barred = out_of_reach(under)
    restated = {s.name: s.place for s in under.piece.stated if s.manner is Manner.RESTATED}
    for name, symbol in under.program.top.items():
        definition = under.program.definitions[symbol]
        if definition.kind not in (Kind.DEFINITION, Kind.PARAMETER) or name in barred:
            continue
        clauses = clauses_on(under, name)
        for layer, clause in clauses:
            above = program_at(under, layer)
            unchanged = clause.restriction is Restriction.NOT_CHANGED
            if unchanged and above is not None and name in above.top and not under.inherits(symbol):
                yield Term(name, above, clause, definition.place)
        if not clauses and name in restated and name in nearest.top and not _of_a_score(under, name):
            yield Term(name, nearest, None, restated[name])


def _of_a_score(under: Examination, name: str) -> bool:
    """Whether it is a part of a score above that this document states again, where a 对下 says what is asked of that
    score: then nothing else is asked of its parts."""
    if not under.piece.mechanisms:
        return False
    from rankdsl.ir.mechanisms import Scoring  # here, since few documents have any

    here = {part.norm: scoring.name for scoring in own(under, Scoring) for part in scoring.parts}
    above = {(scoring.name, part.norm) for _, scoring in inherited(under, Scoring) for part in scoring.parts}
    score = here.get(name)
    return score is not None and (score, name) in above and bool(clauses_on(under, score))


def _compare(under: Examination, nearest: Program, term: Term) -> Outcome:
    """Somebody for whom the name has a value here and above, not the same, and whom no layer between gave another."""
    name, above = term.name, term.above
    here = rule_of(under.program, name)
    wanted: list[Condition] = [
        *scope_conditions(above),
        *under.in_scope,
        Unlike(0, under.program, here, above, term.there),
    ]
    if above is not nearest and name in nearest.top:
        wanted.append(Unlike(0, nearest, rule_of(nearest, name), above, term.there, differ=False))
    rule = above.definitions[above.top[name]]
    articles, about = articles_of(term.place, rule.place), f"《{above.document.title}》"
    if term.clause is None and same_words(under.program.definitions[under.program.top[name]], rule):
        return Outcome(name, articles, Verdict.PROVED, about=about)  # another value of what it reads is told of that
    answer = under.prover.decide(Question(tuple(wanted)))
    match answer:
        case Nobody():
            return Outcome(name, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, name, term.place, answer), about=about)
        case Found():
            return Outcome(name, articles, Verdict.REFUTED, (_finding(under, term, answer),), about)
        case _:
            assert_never(answer)


def _finding(under: Examination, term: Term, found: Found) -> Finding:
    (person,) = found.persons
    here, rule = rule_of(under.program, term.name), term.above.definitions[term.above.top[term.name]]
    values = {
        "here": value_in_words(under.program, person, here),
        "superior": value_in_words(term.above, person, term.there),
    }
    template, place = ANOTHER_MEANING, term.place
    related: tuple[Citation, ...] = (Citation(rule.place, SUPERIOR_RULE),)
    if term.clause is not None:
        template, place = NOT_TO_BE_CHANGED, place_at_fault(under, term.name, person, ())
        related = (*related, Citation(term.clause.place, SUPERIOR_LIMIT))
    finding = template.at(
        place,
        subject=term.name,
        superior=rule.place.citation,
        here=values["here"],
        there=values["superior"],
        related=related,
    )
    evidence = single(under.program, found, here, values, (place,), ((term.above, term.there),))
    return replace(finding, evidence=evidence, distinguishing=term.above.document.title)


def _unannounced(under: Examination, nearest: Program) -> Iterator[Outcome]:
    """Decisions beside those above. Where no document above decides anything, there is none that they could be."""
    if not nearest.decisions:
        return
    for stated in under.piece.stated:
        if stated.kind is not Kind.DECISION or known_as(under, stated.name, nearest) is not None:
            continue
        articles = articles_of(stated.place)
        if stated.manner is not Manner.OWN:
            yield Outcome(stated.name, articles, Verdict.PROVED)
            continue
        finding = UNANNOUNCED.at(stated.place, subject=stated.name)
        finding = replace(finding, evidence=Evidence(core=(stated.place,)), distinguishing="")
        yield Outcome(stated.name, articles, Verdict.REFUTED, (finding,))
