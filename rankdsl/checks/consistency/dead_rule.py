"""RD204: a branch, row, exception or condition that never takes effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.consistency.leaving_out import Beside, Part, own_items, own_parts, unlike
from rankdsl.checks.examination import Examination, Outcome, articles_of, scope_conditions
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.definitions import Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.nodes import Expr, Ref, conjunction, disjunction, has_value, surely
from rankdsl.ir.program import Item, Program
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD204",
    name="dead-rule",
    severity=Severity.WARNING,
    title=Text("规定不起作用", "a rule that never takes effect"),
    manual=Text(
        """\
本文件写了一个分支、一行表格、一条例外或者一项条件，有没有它，适用范围内任何人的结果都一样：分支的情形不会出现，或者已经被前面的各行
盖住；例外给出的结果与原来相同；条件人人都符合；几项具备其一即可的条件中，这一项从来用不上。条文写了而不起作用，多半是数字、范围或者
先后写错了。

“其他”没有人用到的，不报：那是起草时留的余地。只是转述另一项决定或者上位文件规定的条件，也不报。

**怎样处理**：核对条件和先后次序；确实不需要的，删去。
""",
        """\
a branch, a row, an exception or a condition that this document wrote makes no difference to anybody in scope: its
case never arises or is covered by the rows before it; the exception gives what would hold anyway; everybody meets the
condition; of several conditions of which one is enough, this one is never needed. That a rule has no effect mostly
means that a number, a range or an order is not what was meant.

A 其他 that nobody reaches is not reported: it is there to be safe. Nor is a condition that only refers to another
decision or to a superior's rule.

**What to do**: check the conditions and their order; delete what is really not needed.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  表 应任年限 按 现职级 逐行：
    办事员级、科员级 → 8年；
    科员级 → 12年；
    其他 → 15年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  表 应任年限 按 现职级 逐行：
    办事员级 → 8年；
    科员级 → 12年；
    其他 → 15年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

BRANCH = Diagnostic(
    PAGE,
    zh="“{subject}”的这一分支不起作用：删去它，适用范围内任何人的结果都不变",
    en="this branch of “{subject}” never takes effect: without it, everybody in scope gets the same",
    help_zh="核对它的条件和先后次序；确实不需要的，删去",
    help_en="check its condition and its order; delete it if it is really not needed",
)
EXCEPTION = Diagnostic(
    PAGE,
    zh="“{subject}”的这条例外不起作用：删去它，适用范围内任何人的结果都不变",
    en="this exception to “{subject}” never takes effect: without it, everybody in scope gets the same",
    help_zh="核对例外的条件和结果；确实不需要的，删去",
    help_en="check its condition and its value; delete it if it is really not needed",
)
ALTERNATIVE = Diagnostic(
    PAGE,
    zh="{here}不起作用：几项具备其一即可，符合这一项的人不靠它也符合“{subject}”的要求",
    en="{here} never takes effect: one of several is enough for “{subject}”, and whoever meets this one needs it not",
    help_zh="核对这一项与其他各项的关系；确实不需要的，删去",
    help_en="compare it with the other conditions; delete it if it is really not needed",
)
MET_BY_ALL = Diagnostic(
    PAGE,
    zh="“{subject}”的条件{here}不起作用：适用范围内人人都符合",
    en="{here}, a condition of “{subject}”, never takes effect: everybody in scope meets it",
    help_zh="核对条件中的数字和范围；确实不需要的，删去",
    help_en="check the numbers and ranges in it; delete it if it is really not needed",
)
MOST_EXPLAINED = 3
"""Idle parts of one norm of which it is looked for what leaves them idle; where there are more, it is the same."""
TEMPLATES = {"branch": BRANCH, "exception": EXCEPTION, "alternative": ALTERNATIVE}
BECAUSE = Text("由于这一处，有没有它结果都一样", "because of this it makes no difference")


def examine(under: Examination) -> Iterator[Outcome]:
    idle: list[Place] = []
    for item in own_items(under):
        outcome = _item(under, item)
        if outcome is not None:
            idle += (finding.place for finding in outcome.findings if outcome.verdict is Verdict.REFUTED)
            yield outcome
    norms = [(norm, _left(parts, idle)) for norm, parts in own_parts(under)]
    yield from _Parts(under, [(norm, parts) for norm, parts in norms if parts]).outcomes()


def _left(parts: tuple[Part, ...], idle: list[Place]) -> tuple[Part, ...]:
    """Without those inside a condition that is reported as a whole."""
    return tuple(p for p in parts if p.what != "alternative" or not any(_encloses(place, p.place) for place in idle))


def _encloses(outer: Place, inner: Place) -> bool:
    a, b = outer.span, inner.span
    return a is not None and b is not None and a.file is b.file and a.start <= b.start and b.end <= a.end


# --- conditions that everybody meets


def met_by_all(under: Examination, item: Item) -> Question | None:
    """Somebody in scope who does not meet the condition; None where it is not for this check to say."""
    asked = condition_of(under.program, item)
    if asked is None or only_refers(under, asked):
        return None
    return Question((*under.in_scope, Wanted(0, under.program, surely(asked), False)))


def condition_of(program: Program, item: Item) -> Expr | None:
    """What the condition asks; None for one of several of which one is enough."""
    definition = program.definitions[item.symbol]
    if definition.kind is Kind.DECISION:  # a condition without number, or a whole 须具备下列之一
        match definition.body:
            case Requirement(mode=Mode.ALL, items=parts):
                return conjunction(parts)
            case Requirement(items=parts):
                return disjunction(parts)
            case _:
                return None
    for norm in program.definitions.values():
        match norm.body:
            case Requirement(mode=Mode.ANY, items=parts) if any(_is(part, item) for part in parts):
                return None
            case _:
                pass
    return Ref(item.symbol, TRUTH)


def only_refers(under: Examination, asked: Expr) -> bool:
    """Whether a condition only says that another decision, or what a document above wrote, must be met, or only names
    a parameter."""
    if not isinstance(asked, Ref):
        return False
    definition = under.program.definitions[asked.symbol]
    if definition.kind is Kind.ITEM:
        match definition.body:
            case Formula(value=Ref() as value) | Requirement(mode=Mode.ALL, items=(Ref() as value,)) if (
                not definition.exceptions
            ):
                return only_refers(under, value)
            case _:
                return 0 <= asked.symbol.layer < under.layer
    if definition.kind is Kind.PARAMETER:
        return True  # A parameter that is yes or no is a switch, made to be turned.
    return definition.kind is Kind.DECISION or 0 <= asked.symbol.layer < under.layer


def _is(part: Expr, item: Item) -> bool:
    return isinstance(part, Ref) and part.symbol == item.symbol


def _item(under: Examination, item: Item) -> Outcome | None:
    question = met_by_all(under, item)
    if question is None:
        return None
    articles = articles_of(item.place)
    answer = under.prover.decide(question, shown=False)
    if isinstance(answer, Undecided):
        return replace(undecided(PAGE, item.decision, item.place, answer), about=item.place.citation)
    if isinstance(answer, Found) or not _somebody(under, under.program, Ref(item.symbol, TRUTH)):
        return Outcome(item.decision, articles, Verdict.PROVED, about=item.place.citation)
    here = item.place.citation
    finding = MET_BY_ALL.at(item.place, subject=item.decision, here=here, related=())
    text = item.place.span.text if item.place.span is not None else ""
    finding = _because(under, replace(finding, distinguishing=text), question)
    return Outcome(item.decision, articles, Verdict.REFUTED, (finding,), about=here)


def _somebody(under: Examination, program: Program, norm: Ref) -> bool:
    """Whether the norm has a value for anybody in scope: if not, it is another fault that makes it idle."""
    question = Question((*scope_conditions(program), Wanted(0, program, has_value(norm), True)))
    return isinstance(under.prover.decide(question, shown=False), Found)


def _because(under: Examination, finding: Finding, question: Question) -> Finding:
    """With the smallest set of places that leave it idle."""
    place = finding.place
    core = under.prover.why_nobody(question)
    if place not in core:
        core = (place, *core)
    related = tuple(Citation(p, BECAUSE) for p in core if p != place)
    return replace(finding, evidence=Evidence(core=core), related=related)


# --- branches, rows, exceptions and alternatives


class _Parts(Struct):
    """All norms of a document that have such parts, each beside itself without one of them."""

    under: Examination
    norms: Sequence[tuple[Definition, tuple[Part, ...]]]

    def outcomes(self) -> Iterator[Outcome]:
        if not self.norms:
            return
        beside = Beside(self.under.program)
        wholes = {norm.symbol: beside.without(norm) for norm, _ in self.norms}
        rests = {part: beside.without(norm, (part,)) for norm, parts in self.norms for part in parts}
        program = beside.program()
        for norm, parts in self.norms:
            asked = {part: unlike(wholes[norm.symbol], rests[part]) for part in parts}
            yield self._outcome(norm, program, wholes[norm.symbol], asked)

    def _outcome(self, norm: Definition, program: Program, whole: Ref, asked: dict[Part, Expr]) -> Outcome:
        subject, place = norm.symbol.written, norm.place
        articles = articles_of(*(part.place for part in asked))
        about = articles[0] if articles else ""
        idle: list[Part] = []
        for part in reversed(asked):
            answer = self._decide(program, asked[part])
            if isinstance(answer, Undecided):
                return replace(undecided(PAGE, subject, place, answer), about=about)
            if isinstance(answer, Nobody):
                idle.append(part)
        if not idle or not _somebody(self.under, program, whole):
            return Outcome(subject, articles, Verdict.PROVED, about=about)
        findings = tuple(self._findings(norm, idle))
        return Outcome(subject, articles, Verdict.REFUTED, findings, about)

    def _decide(self, program: Program, differs: Expr) -> Answer:
        """Somebody in scope for whom it differs."""
        return self.under.prover.decide(_anybody(program, differs), shown=False)

    def _findings(self, norm: Definition, idle: list[Part]) -> Iterator[Finding]:
        """Of parts that make each other idle, the last ones: what was found idle before is gone."""
        gone: list[Part] = []
        for part in idle:
            beside = Beside(self.under.program)
            without = beside.without(norm, gone), beside.without(norm, (*gone, part))
            program = beside.program()
            question = _anybody(program, unlike(*without))
            if gone and not isinstance(self.under.prover.decide(question, shown=False), Nobody):
                continue
            gone.append(part)
            subject = norm.symbol.written
            finding = TEMPLATES[part.what].at(part.place, subject=subject, here=part.place.citation, related=())
            text = part.place.span.text if part.place.span is not None else ""
            finding = replace(finding, distinguishing=text)
            yield _because(self.under, finding, question) if len(gone) <= MOST_EXPLAINED else finding


def _anybody(program: Program, formula: Expr) -> Question:
    return Question((*scope_conditions(program), Wanted(0, program, formula, True)))
