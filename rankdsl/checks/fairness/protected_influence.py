"""RD306: a protected attribute changes the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.conditions import changed
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.fairness.structural_exclusion import has
from rankdsl.checks.fairness.substitution import Fixed
from rankdsl.checks.probing import evaluated, gets, people_with
from rankdsl.checks.refusals import apart, place_of_refusal
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Const, Expr, conjunction, has_value, negation
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person, Records, Scalar
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD306",
    name="protected-influence",
    severity=Severity.ERROR,
    title=Text("受保护的事实影响结果", "a protected attribute changes the outcome"),
    manual=Text(
        """\
词表写明（protected）不得影响任何决定的事实，例如性别、与领导的关系，改变了结果：两个人除这项事实外完全相同，一个得到“是”，一个得到“否”。

有的事实随受保护的事实而定，词表的 invariants 规定了两者的关系。改变受保护的事实以后，如果原来的人不可能存在，
随之而定的事实也要跟着改变；不论怎样改变结果都不同的，同样报告，并写明是哪些事实。规则只看这些事实，受保护的事实并不起决定作用的，不报告。

择优的先后也一样：符合条件的两个人除这项事实外完全相同，排序所用的得分或者其他依据却不同，同样报告。

**怎样处理**：从规则中去掉这项事实，以及只由它决定的事实。
""",
        """\
a fact that the vocabulary protects (`protected`), such as sex or being related to a leader, changes the outcome: two
persons are alike in everything else, and one gets yes and the other no.

Some facts follow a protected one, as invariants of the vocabulary say. Where nobody can be the same person with the
protected fact changed, those facts change with it; if the outcome then differs however they change, that is reported
too, and the message names them. A rule that looks at such facts only, while the protected one settles nothing, is
not reported.

So it is with the order of a selection (择优): two eligible persons who are alike in everything else, and differ in what
they are ordered by, are reported, too.

**What to do**: take the fact out of the rule, and whatever it alone settles.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 性别 = 女 时，3年；
    其他，2年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 艰苦边远地区 时，2年；
    其他，3年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

INFLUENCES = Diagnostic(
    PAGE,
    zh="“{fact}”不得影响任何决定，却改变了“{subject}”的结果：两个人只有“{fact}”{tied}不同，结果却不同",
    en=(
        "“{fact}” must not influence any decision, and changes “{subject}”: two persons differ only in “{fact}”{tied}, "
        "and get different outcomes"
    ),
    help_zh="从规则中去掉“{fact}”的影响",
    help_en="take the influence of “{fact}” out of the rule",
)
MOVES = Diagnostic(
    PAGE,
    zh="“{fact}”不得影响任何决定，却改变了“{subject}”的先后：两个符合条件的人只有“{fact}”不同，“{key}”却不同",
    en=(
        "“{fact}” must not influence any decision, and changes the order of “{subject}”: two eligible persons differ "
        "only in “{fact}”, and so does their “{key}”"
    ),
    help_zh="从“{key}”中去掉“{fact}”的影响",
    help_en="take the influence of “{fact}” out of “{key}”",
)
NOT_SETTLED = Text(
    "受保护的事实牵连的其他事实太多，不能逐一核对",
    "too many facts follow the protected one to try what becomes of each",
)
ROUNDS = 12
"""How many ways in which other facts may follow are ruled out before it is given up."""
FEW = 2000


def examine(under: Examination) -> Iterator[Outcome]:
    for subject in changed(under):
        rule = rule_of(under.program, subject)
        place = under.program.definitions[rule.symbol].place
        read = frozenset(reads_of_expr(under.program, rule))
        for fact in under.program.vocabulary.facts:
            if not fact.protected:
                continue
            answer = _influence(under, subject, fact, read)
            match answer:
                case Nobody():
                    yield Outcome(subject, articles_of(place), Verdict.PROVED, about=fact.name)
                case Undecided():
                    yield replace(undecided(PAGE, subject, place, answer), about=fact.name)
                case Found():
                    yield Outcome(
                        subject, articles_of(place), Verdict.REFUTED, (_finding(under, subject, fact, answer),)
                    )
                case _:
                    assert_never(answer)
    if under.piece.mechanisms:
        yield from _orders(under)


def _orders(under: Examination) -> Iterator[Outcome]:
    """择优: nobody may stand elsewhere for a protected fact. What invariants tie to it is asked of decisions only."""
    from rankdsl.checks.chain import own  # here, as below: most documents put nobody in order
    from rankdsl.checks.fairness.orders import asked, leading_by
    from rankdsl.ir.mechanisms import Selection

    program = under.program
    for selection in own(under, Selection):
        for fact in program.vocabulary.facts:
            key = leading_by(program, selection, fact.name) if fact.protected else None
            if key is None:
                continue
            yield asked(under, MOVES, selection, key, fact.name, "other")


def _influence(under: Examination, subject: str, fact: Fact, read: frozenset[str]) -> Answer:
    """Two persons alike but for the fact, and what must change with it, with different outcomes."""
    found: Answer = Nobody()
    if fact.name in read:
        found = apart(under, subject, frozenset((fact.name,)))
    tied = tied_to(under.program, fact)
    if isinstance(found, Found) or not tied & read:
        return found
    values = fact.values
    if not values:
        return Undecided(NOT_SETTLED)
    for value in values:
        for says in (True, False):
            answer = _Settled(under, subject, fact, value, tied, says).look()
            if isinstance(answer, Found):
                return answer
            found = answer if isinstance(answer, Undecided) else found
    return found


def tied_to(program: Program, fact: Fact) -> frozenset[str]:
    """The facts that invariants tie to the fact, in one step."""
    ties = [frozenset(reads_of_expr(program, i.holds)) for i in program.invariants]
    return frozenset().union(*(tie for tie in ties if fact.name in tie)) - {fact.name}


class _Settled:
    """Somebody with the outcome `says`, who cannot be the same person with `value` for the protected fact, and who with
    that value gets the other outcome, however the facts tied to it follow."""

    def __init__(
        self, under: Examination, subject: str, fact: Fact, value: Scalar, tied: frozenset[str], says: bool
    ) -> None:
        self.under, self.subject, self.fact, self.says = under, subject, fact, says
        self.value = Const(value, fact.type)
        self.tied = [f for f in under.program.vocabulary.facts if f.name in tied]

    def look(self) -> Answer:
        program, moved = self.under.program, frozenset(f.name for f in self.tied) | {self.fact.name}
        impossible = Fixed(program, {self.fact.name: self.value})
        further = [
            Wanted(0, impossible.program, conjunction(impossible.invariants), False),
            Wanted(1, program, has(self.fact, self._scalar), True),
        ]
        for _ in range(ROUNDS):
            answer = apart(self.under, self.subject, moved, None, self.says, tuple(further))
            if not isinstance(answer, Found):
                return answer
            way = self._way_out(answer.persons[0], moved)
            if way is None:
                return answer
            try:
                further.append(self._not(way))
            except KeyError:
                break
        return Undecided(NOT_SETTLED)

    @property
    def _scalar(self) -> Scalar:
        return self.value.value

    def _not(self, way: dict[str, Const]) -> Wanted:
        """That the first person, with the value and the tied facts so, is impossible, out of scope or of another
        outcome."""
        fixed = Fixed(self.under.program, {self.fact.name: self.value, **way})
        rule: Expr = rule_of(fixed.program, self.subject)
        same = conjunction((*fixed.invariants, *fixed.program.coverage, rule if self.says else negation(rule)))
        return Wanted(0, fixed.program, conjunction((has_value(same), same)), False)

    def _way_out(self, person: Person, moved: frozenset[str]) -> dict[str, Const] | None:
        """Values of the tied facts with which the person, the protected fact being changed, fares the same."""
        program, changed = self.under.program, {self.fact.name: self._scalar}
        for other in people_with(self.under, person, changed, self.tied, FEW):
            if gets(evaluated(self.under, other), self.subject, self.says):
                return self._of(other)
        # Those were not all, perhaps: the prover looks at the rest.
        alike = [
            Wanted(0, program, has(f, value), True)
            for f in program.vocabulary.facts
            if not isinstance(value := person.facts[f.name], Records)
        ]
        scope = (*self.under.in_scope, *scope_conditions(program, person=1))
        rule = rule_of(program, self.subject)
        both = tuple(Wanted(who, program, rule, self.says) for who in (0, 1))
        follows = Wanted(1, program, has(self.fact, self._scalar), True)
        answer = self.under.prover.decide(Question((*scope, *both, *alike, follows), moved=moved), shown=False)
        if isinstance(answer, Nobody):
            return None
        return self._of(answer.persons[1]) if isinstance(answer, Found) else {}

    def _of(self, person: Person) -> dict[str, Const]:
        values = {f: person.facts[f.name] for f in self.tied}
        return {f.name: Const(v, f.type) for f, v in values.items() if not isinstance(v, Records)}


def _finding(under: Examination, subject: str, fact: Fact, answer: Found) -> Finding:
    refused = next(p for p in answer.persons if gets(evaluated(under, p), subject, False))
    place = place_of_refusal(under, subject, refused)
    names = "、".join(name for name in answer.decisive if name != fact.name)
    tied = Text(f"和随它而定的“{names}”", f" and in “{names}”, which follows it") if names else Text("", "")
    finding = INFLUENCES.at(place, subject=subject, fact=fact.name, tied=tied)
    evidence = pair(under.program, answer, rule_of(under.program, subject), (place,))
    return replace(finding, evidence=evidence, distinguishing=fact.name)
