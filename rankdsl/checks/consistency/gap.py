"""RD202: a person in scope for whom no branch applies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.consistency.contradictory_definitions import clashes_of, disagree
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import answerable, not_already, where_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Page, Severity, Text, Verdict
from rankdsl.ir.definitions import Cases, Definition
from rankdsl.ir.mentions import expressions, symbols_in, walk
from rankdsl.ir.nodes import BEFORE_EXCEPTIONS, Collection, Expr, Ref, Symbol, conjunction, has_value, negation, surely
from rankdsl.ir.operators import Collect
from rankdsl.ir.program import Program
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD202",
    name="gap",
    severity=Severity.ERROR,
    title=Text("规定有空白", "people for whom nothing is laid down"),
    manual=Text(
        """\
适用范围内有这样的人：定义的各个分支、表格的各行都不适用于他；或者规定要看“最近一次”“最大”“最小”的记录，而他一条记录也没有。
他的结果没有规定，只能由经办人自行掌握。

**怎样处理**：补上缺少的分支或行；或者加“其他”；或者在“适用”里把这类人排除。
""",
        """\
somebody in scope meets none of the branches of a definition or rows of a table; or the rule looks at the latest,
largest or smallest record and that person has none. What they get is not regulated, so whoever handles the file
decides.

**What to do**: add the missing branch or row; or add 其他; or leave these people out in 适用.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  表 应任年限 按 现职级：
    办事员级 → 8年；
    科员级、副科级 → 12年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  表 应任年限 按 现职级：
    办事员级 → 8年；
    科员级、副科级 → 12年；
    其他 → 15年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

NO_BRANCH = Diagnostic(
    PAGE,
    zh="“{subject}”有空白：适用范围内有人不符合任何一个分支，没有规定他的结果",
    en="“{subject}” has no rule for some people in scope: none of its branches applies to them",
    help_zh="补上缺少的分支，或者加“其他”，或者在“适用”中排除这类人",
    help_en="add the missing branch, or 其他, or leave these people out in 适用",
)
NO_RECORD = Diagnostic(
    PAGE,
    zh="“{subject}”要看记录，但适用范围内有人在所看的年份里一条记录也没有，结果没有规定",
    en=(
        "“{subject}” looks at records, but somebody in scope has none in the years it looks at, and nothing "
        "is said for them"
    ),
    help_zh="用“计数 … ≥ 1”先区分有无记录，再分别规定",
    help_en="tell apart with 计数 … ≥ 1 those who have a record, and regulate both",
)
NO_VALUE = "无值"


def examine(under: Examination) -> Iterator[Outcome]:
    for norm in answerable(under):
        subject, place = norm.definition.symbol.written, norm.definition.place
        rule = Ref(norm.definition.symbol, norm.definition.type)
        twins = dict(_harmful(under.before, norm.twin)) if norm.twin is not None and under.before is not None else {}
        for template, fault in _harmful(under.program, norm.definition):
            beyond = (not_already(under, twins[template]),) if template in twins else ()
            answer = under.prover.decide(Question((*under.in_scope, Wanted(0, under.program, fault, True), *beyond)))
            match answer:
                case Nobody():
                    yield Outcome(subject, articles_of(place), Verdict.PROVED)
                case Undecided():
                    yield undecided(PAGE, subject, place, answer)
                case Found():
                    evidence = single(under.program, answer, rule, {"here": NO_VALUE}, (place,))
                    at, related = where_at_fault(under, norm.definition, answer.persons[0])
                    finding = replace(template.at(at, subject=subject, related=related), evidence=evidence)
                    yield Outcome(subject, articles_of(place), Verdict.REFUTED, (finding,))
                case _:
                    assert_never(answer)


def _harmful(program: Program, definition: Definition) -> Iterator[tuple[Diagnostic, Expr]]:
    """The faults of a norm that leave anybody without value. What a norm is before its exceptions is read by these
    alone: a gap in it does no harm where they give a value."""
    symbol = definition.symbol
    whole = Symbol(symbol.name.removeprefix(BEFORE_EXCEPTIONS), symbol.layer)
    for template, fault in _faults(program, definition):
        if whole != symbol and whole in program.definitions:
            fault = conjunction((fault, negation(has_value(Ref(whole, program.definitions[whole].type)))))
        yield template, fault


def _faults(program: Program, definition: Definition) -> Iterator[tuple[Diagnostic, Expr]]:
    """What would leave the norm without value, each with the message for it."""
    guards = tuple(b.guard for b in definition.body.branches) if isinstance(definition.body, Cases) else (None,)
    no_branch: tuple[Expr, ...] = ()
    if None not in guards:
        # Where an exception applies, the gap below it does no harm.
        excepted = (rule.guard for rule in definition.exceptions)
        no_branch = (conjunction(tuple(negation(g) for g in (*guards, *excepted) if g is not None)),)
        yield NO_BRANCH, no_branch[0]
    parts = tuple(expressions(definition))
    if any(isinstance(node, Collection) and node.what in PARTIAL for part in parts for node in walk(part)):
        # The fault is this norm's own only where all that it builds on has a value, and nothing else is wrong with it.
        behind = (Ref(s, program.definitions[s].type) for s in symbols_in(parts))
        own = Ref(definition.symbol, definition.type)
        clashes = [disagree(clash) for clash in clashes_of(definition)]
        otherwise = (negation(surely(fault)) for fault in (*no_branch, *clashes))
        yield NO_RECORD, conjunction((negation(has_value(own)), *(has_value(ref) for ref in behind), *otherwise))


PARTIAL = (Collect.LARGEST, Collect.SMALLEST, Collect.LATEST)
"""What has no value where there are no records."""
