"""RD404: a value outside the range that the superior allows (可在…之间规定)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.competence import clauses_on, out_of_reach
from rankdsl.checks.evidence import single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.faults import not_already, place_at_fault
from rankdsl.checks.superiors.refinement import SUPERIOR_LIMIT
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.nodes import Apply, Const, Expr, Ref, disjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.remarks import Delegation, Restriction
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import render
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD404",
    name="outside-delegation",
    severity=Severity.ERROR,
    title=Text("超出授权的幅度", "outside what the superior allows"),
    manual=Text(
        """\
上位文件写明某个数“可在…之间规定”，本文件规定的数对有的人超出了这个幅度。两端的数本身是允许的。在幅度之内的，算作上位文件许可的规定，
不再作为加严、放宽报告。

**怎样处理**：把数改到幅度之内；确需超出的，由上位文件调整幅度。
""",
        """\
the superior says that a value may be set between two ends (可在…之间规定), and this document sets it outside them for
somebody. The ends themselves are allowed. What lies between them is what the superior permits, and is not reported as
stricter or laxer.

**What to do**: set a value between the ends; where it must lie outside, the superior has to change them.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：可在 2年 至 5年 之间规定。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：6年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：可在 2年 至 5年 之间规定。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：5年。
""",
)

OUTSIDE = Diagnostic(
    PAGE,
    zh="“{subject}”超出授权的幅度：上位文件允许{range}，本文件对有的人规定为{value}",
    en="“{subject}” is outside what the superior allows: it may be {range}, and is {value} for somebody here",
    help_zh="改为{range}以内的数；确需超出的，由上位文件调整幅度",
    help_en="set it to {range}, or have the superior change what it allows",
)


def examine(under: Examination) -> Iterator[Outcome]:
    barred = out_of_reach(under)
    for name, symbol in under.program.top.items():
        if name in barred or under.keeps(symbol):
            continue
        for layer, clause in clauses_on(under, name):
            if clause.restriction is Restriction.WITHIN:
                yield _outcome(under, name, clause, under.program.layers[layer].title)


def _outcome(under: Examination, name: str, clause: Delegation, title: str) -> Outcome:
    """Somebody whose value is below the lowest or above the highest, and was not so without this document."""
    here = rule_of(under.program, name)
    beyond: tuple[Wanted, ...] = ()
    if under.before is not None and name in under.before.top:
        beyond = (not_already(under, _outside(rule_of(under.before, name), clause)),)
    question = Question((*under.in_scope, Wanted(0, under.program, _outside(here, clause), True), *beyond))
    place = under.program.definitions[here.symbol].place
    articles, about = articles_of(place, clause.place), f"《{title}》"
    answer = under.prover.decide(question)
    match answer:
        case Nobody():
            return Outcome(name, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, name, place, answer), about=about)
        case Found():
            found = _finding(under, name, clause, answer)
            return Outcome(name, articles, Verdict.REFUTED, (replace(found, distinguishing=title),), about)
        case _:
            assert_never(answer)


def _outside(value: Ref, clause: Delegation) -> Expr:
    ends = ((Op.LT, clause.lowest), (Op.GT, clause.highest))
    return disjunction(tuple(Apply(op, (value, end), TRUTH) for op, end in ends if end is not None))


def _finding(under: Examination, name: str, clause: Delegation, found: Found) -> Finding:
    (person,) = found.persons
    here = rule_of(under.program, name)
    value = value_in_words(under.program, person, here)
    place = place_at_fault(under, name, person, ())
    finding = OUTSIDE.at(
        place,
        subject=name,
        range=_range(clause.lowest, clause.highest),
        value=value,
        related=(Citation(clause.place, SUPERIOR_LIMIT),),
    )
    evidence = single(under.program, found, here, {"here": value}, (place,))
    return replace(finding, evidence=evidence)


def _range(lowest: Const | None, highest: Const | None) -> Text:
    low, high = (None if end is None else render(end.value, end.type) for end in (lowest, highest))
    if low is None:
        return Text(f"不高于{high}", f"at most {high}")
    if high is None:
        return Text(f"不低于{low}", f"at least {low}")
    return Text(f"{low}至{high}", f"{low} to {high}")
