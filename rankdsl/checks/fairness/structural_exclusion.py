"""RD303: a whole class of people in scope can never succeed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.checks.competence import known_as
from rankdsl.checks.conditions import answered_for, as_written, facts_named, named, reaches
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.probing import evaluated, somebody, with_value
from rankdsl.checks.refusals import place_among
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.definitions import Mode, Requirement
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef, Ref
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import Scalar, render
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD303",
    name="structural-exclusion",
    severity=Severity.ERROR,
    title=Text("整类排除", "a whole class of people can never succeed"),
    manual=Text(
        """\
适用范围内有一整类人，无论怎样努力都得不到“是”，而适用范围和编号条件里都没有写明不包括他们：他们是被定义、表格、例外，或者几项条件合在一起
排除的。哪些事实把人分成类别，由词表的 class 写明。

上位文件已经同样排除的，算上位文件的问题，这里不再报告。

**怎样处理**：确实不包括这一类人的，在“适用”或者编号条件里写明；否则修改列出的条文，使他们也有可能符合。
""",
        """\
there is a class of people in scope who can never get a yes, whatever they do, and neither the scope nor a numbered
condition says that they are left out: definitions, tables, exceptions, or several conditions together do it. Which
facts divide people into classes is said in the vocabulary (`class`).

What the superior excludes in the same way is the superior's, and not reported again.

**What to do**: if the class is meant to be left out, say so in 适用 or in a numbered condition; otherwise mend the
articles named, so that its members can qualify.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 优秀次数：
    当 艰苦边远地区 时，4；
    其他，2。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 优秀次数。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 优秀次数：
    当 艰苦边远地区 时，1；
    其他，2。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 优秀次数。
""",
)

EXCLUDED = Diagnostic(
    PAGE,
    zh="“{fact}”为“{value}”的人都在适用范围内，却没有一个能够符合“{subject}”，条文也没有写明不包括他们",
    en=(
        "nobody whose “{fact}” is “{value}” can ever get “{subject}”, though they are in scope and no condition says "
        "that they are left out"
    ),
    help_zh="确实不包括这一类人的，在“适用”或者编号条件中写明；否则修改所列条文，使他们也有可能符合",
    help_en="say in 适用 or in a numbered condition that they are left out, or mend the places named",
)
EXCLUDES = Text("与其他各处合在一起，排除了这一类人", "with the others, leaves this class out")


def examine(under: Examination) -> Iterator[Outcome]:
    program = under.program
    for subject in answered_for(under):
        rule = rule_of(program, subject)
        said = _named(under, subject) | facts_named(program, program.coverage)
        reached = reaches(program, reads_of_expr(program, rule, *program.coverage))
        for fact in program.vocabulary.facts:
            if not fact.divides_people or fact.name in said or fact.name not in reached:
                continue
            yield from _classes(under, subject, fact)


def _named(under: Examination, subject: str) -> frozenset[str]:
    """What its numbered conditions name; of a decision that is another (即), exceptions or not, those of that one."""
    program = under.program
    found = named(program, subject)
    match as_written(program, program.top[subject]).body:
        case Requirement(mode=Mode.ALL, items=(Ref(symbol=symbol),)) if symbol.name == under.piece.same_as.get(subject):
            return found | _named(under, symbol.name)
        case _:
            return found


def has(fact: Fact, value: Scalar) -> Expr:
    """That the fact has the value."""
    return Apply(Op.EQ, (FactRef(fact.name, fact.type), Const(value, fact.type)), TRUTH)


def _classes(under: Examination, subject: str, fact: Fact) -> Iterator[Outcome]:
    """One outcome for each value; nothing where nobody at all succeeds, which is RD203."""
    known = somebody(under, subject)
    if isinstance(known, Nobody):
        return
    bases = [evaluated(under, known.persons[0])] if isinstance(known, Found) else []
    for value in fact.values:
        answer: Answer = known
        if not any(with_value(under, subject, base, fact, value) for base in bases):
            answer = _somebody(under, under.program, subject, fact, value, True)
            bases += [evaluated(under, person) for person in answer.persons] if isinstance(answer, Found) else []
        yield replace(_class(under, subject, fact, value, answer), about=f"{fact.name}={render(value, fact.type)}")


def _class(under: Examination, subject: str, fact: Fact, value: Scalar, answer: Answer) -> Outcome:
    """`answer`: whether anybody of the class succeeds."""
    place = under.program.definitions[under.program.top[subject]].place
    articles = articles_of(place)
    if isinstance(answer, Nobody) and not _already(under, subject, fact, value):
        refused = _somebody(under, under.program, subject, fact, value, False, shown=True)
        if isinstance(refused, Found):
            finding = _finding(under, subject, fact, value, refused)
            return Outcome(subject, articles, Verdict.REFUTED, (finding,))
        answer = refused
    if isinstance(answer, Undecided):
        return undecided(PAGE, subject, place, answer)
    return Outcome(subject, articles, Verdict.PROVED)


def _question(program: Program, subject: str, fact: Fact, value: Scalar, says: bool) -> Question:
    rule = rule_of(program, subject)
    member = Wanted(0, program, has(fact, value), True)
    return Question((*scope_conditions(program), member, Wanted(0, program, rule, says)))


def _somebody(
    under: Examination, program: Program, subject: str, fact: Fact, value: Scalar, says: bool, shown: bool = False
) -> Answer:
    return under.prover.decide(_question(program, subject, fact, value, says), shown=shown)


def _already(under: Examination, subject: str, fact: Fact, value: Scalar) -> bool:
    """The document above is about the class and excludes it too."""
    above = under.before
    known = known_as(under, subject, above) if above is not None else None
    if above is None or known is None or above.vocabulary.fact(fact.name) is None:
        return False
    yes, no = (_somebody(under, above, known, fact, value, says) for says in (True, False))
    return isinstance(yes, Nobody) and isinstance(no, Found)


def _finding(under: Examination, subject: str, fact: Fact, value: Scalar, refused: Found) -> Finding:
    program = under.program
    core = under.prover.why_nobody(_question(program, subject, fact, value, True))
    place, norm = place_among(under, subject, core, refused.persons[0])
    related = (*(c for c in norm if c.place not in core), *(Citation(p, EXCLUDES) for p in core if p != place))
    shown = render(value, fact.type)
    finding = EXCLUDED.at(place, subject=subject, related=related, fact=fact.name, value=shown)
    # Why this person is refused is one thing, why the whole class is another: the latter is what is at fault.
    evidence = replace(single(program, refused, rule_of(program, subject), {"here": "否"}), core=core)
    return replace(finding, evidence=evidence, distinguishing=f"{fact.name}={shown}")
