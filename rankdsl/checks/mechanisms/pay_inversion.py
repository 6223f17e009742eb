"""RD509: a higher rank that earns no more."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.checks.chain import of_chain
from rankdsl.checks.entitlements import amounts, both_entitled, not_at_fault, pair_at_fault
from rankdsl.checks.evidence import pair, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.faults import where_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.mechanisms import Ladder
from rankdsl.ir.nodes import Const
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import Enumeration, Number, Unit
from rankdsl.ir.values import render
from rankdsl.prove import Answer, Condition, Found, Nobody, Question, Raised, Spaced, Undecided

PAGE = Page(
    code="RD509",
    name="pay-inversion",
    severity=Severity.WARNING,
    title=Text("职级高的待遇不高", "a higher rank that earns no more"),
    manual=Text(
        """\
两个人其他方面完全相同，只有职级（或者等级）不同，职级高的一个，这项待遇不比另一个多。

职级，是指文件写明“升降”的那项事实；没有写“升降”的，是词表写明越高越好（better）、有次序的事实。只核对以钱计算、并且随职级变化的待遇：
对所有人一样多的一项（例如午餐补助），不在此列。

**怎样处理**：调整各档的数额，使职级高的多于职级低的；几个职级本来就合为一档的，在文件中说明理由。
""",
        """\
two persons are alike in everything but their rank, and the higher one is entitled to no more.

The rank is the fact of which the documents write how people rise (升降); where none does, every ordered fact of which
the vocabulary says that higher is better. Only money that follows the rank is looked at: what is the same for
everybody, such as a meal allowance, is not.

**What to do**: set the amounts so that a higher rank earns more; where several ranks are one step on purpose, say why.
""",
    ),
    wrong="""\
文件《甲县津贴示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【津贴】
  待遇 职级津贴：
    当 现职级 不高于 科员级 时，500元；
    当 现职级 = 副科级 且 艰苦边远地区 时，800元；
    当 现职级 = 副科级 且 非 艰苦边远地区 时，600元；
    当 现职级 = 正科级 时，800元；
    其他，1000元。
""",
    right="""\
文件《甲县津贴示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【津贴】
  待遇 职级津贴 按 现职级：
    办事员级 → 400元；
    科员级 → 500元；
    副科级 → 600元；
    正科级 → 800元；
    副处级 → 1000元；
    正处级 → 1200元。
""",
)

INVERTED = Diagnostic(
    PAGE,
    zh="“{fact}”更高的人，“{subject}”没有更多：其他方面相同，“{low}”的人{before}，“{high}”的人{after}",
    en=(
        "a higher “{fact}” earns no more “{subject}”: all else equal, {before} for “{low}” against {after} for “{high}”"
    ),
    help_zh="调整数额，使“{fact}”高的多于低的",
    help_en="set the amounts so that a higher “{fact}” earns more",
)
THE_LADDER = Text("职级由此升降", "how people rise and fall")
NOTHING = Const(0, Number(Unit.YUAN, whole=False))


def examine(under: Examination) -> Iterator[Outcome]:
    ladders = of_chain(under, Ladder)
    for name, own in amounts(under):
        type_ = under.program.definitions[under.program.top[name]].type
        if not isinstance(type_, Number) or type_.unit is not Unit.YUAN:
            continue
        for fact, ladder in _ranks(under, name, {ladder.fact: (n, ladder.place) for n, ladder in ladders}):
            if own or (ladder is not None and ladder[0] == under.layer):
                outcome = _examined(under, name, fact, ladder[1] if ladder is not None else None)
                if outcome is not None:
                    yield replace(outcome, about=fact.name)


def _ranks(
    under: Examination, name: str, ladders: dict[str, tuple[int, Place]]
) -> Iterator[tuple[Fact, tuple[int, Place] | None]]:
    """The facts in which higher ought to earn more, with the layer and place of their ladder."""
    read = reads_of_expr(under.program, rule_of(under.program, name))
    for fact in under.program.vocabulary.facts:
        if fact.name not in read or not isinstance(fact.type, Enumeration) or not fact.type.ordered:
            continue
        if fact.name in ladders or (not ladders and fact.better):
            yield fact, ladders.get(fact.name)


def _examined(under: Examination, name: str, fact: Fact, ladder: Place | None) -> Outcome | None:
    """None where no two persons in scope differ in the rank only."""
    program = under.program
    rule = program.definitions[program.top[name]]
    both, raised = both_entitled(program, name), Raised(fact.name, fact.better or 1)
    someone = under.prover.decide(Question(both, frozenset((fact.name,)), raised), shown=False)
    if isinstance(someone, Nobody):
        return None
    answer: Answer = someone
    if isinstance(someone, Found):
        above = under.before
        ways: tuple[tuple[Condition, ...], ...] = ()
        if above is not None and name in above.top and fact.name in reads_of_expr(above, rule_of(above, name)):
            ways = tuple(not_at_fault(above, name, (Spaced(above, rule_of(above, name), Op.GT, NOTHING),)))
        no_more = Spaced(program, rule_of(program, name), Op.LE, NOTHING)
        answer = pair_at_fault(under, (*both, no_more), fact.name, raised, ways)
    articles = articles_of(rule.place)
    if isinstance(answer, Undecided):
        return undecided(PAGE, name, rule.place, answer)
    if isinstance(answer, Found):
        return Outcome(name, articles, Verdict.REFUTED, (_finding(under, name, fact, ladder, answer),))
    return Outcome(name, articles, Verdict.PROVED)


def _finding(under: Examination, name: str, fact: Fact, ladder: Place | None, found: Found) -> Finding:
    program = under.program
    rule, value = program.definitions[program.top[name]], rule_of(program, name)
    place, norm = where_at_fault(under, rule, found.persons[1])
    if ladder is not None and ladder.document == under.place.document and under.keeps(rule.symbol):
        place = ladder
    before, after = (value_in_words(program, person, value) for person in found.persons)
    low, high = (render(person.facts[fact.name], fact.type) for person in found.persons)
    cited = () if ladder is None or ladder == place else (Citation(ladder, THE_LADDER),)
    finding = INVERTED.at(
        place,
        subject=name,
        fact=fact.name,
        low=low,
        high=high,
        before=before,
        after=after,
        related=(*norm, *cited),
    )
    return replace(finding, evidence=pair(program, found, value, (place,)), distinguishing=fact.name)
