"""RD305: a cap on records makes it impossible for more than a share of people to qualify."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.chain import of_chain
from rankdsl.checks.conditions import changed
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import where_changed
from rankdsl.checks.refusals import place_among
from rankdsl.checks.shares import constant
from rankdsl.checks.twins import there, touched
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.mechanisms import PeopleCap, Slots
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, FactRef, LastYears
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import INTEGER, PERCENT, TRUTH
from rankdsl.ir.values import Exact, render
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD305",
    name="hidden-quota",
    severity=Severity.WARNING,
    title=Text("隐性名额", "a hidden quota"),
    manual=Text(
        """\
一处规定了每年至多多少人可以有某种记录（例如优秀等次不超过20%），另一处要求近几年至少有几次这样的记录。两处合起来，能够符合条件的人
就有了一个没有写出来的名额：20%的上限，100人每年至多20人优秀，3年共60人次；每人要2次，至多30人，即30%，不论大家做得多好。

每人至少要几次，是证明出来的，不看字面：由定义、表格、例外间接要求的也算。单位有多少人都核对（到1000人），都不到一半的才报告；
人少的单位因为舍去零头，名额更少。

**怎样处理**：减少要求的次数，加长年限，提高上限，或者把比例作为名额公开写明。
""",
        """\
one norm says how many people at most may have a record of some kind each year (20% 优秀), and another asks for several
such records within some years. Together they make a quota that nobody wrote: with a cap of 20%, 20 of 100 people
a year, 60 records in three years; each needs two, so that 30 people, or 30%, can qualify at most, however well all do.

How many records each needs is proved, not read: also what definitions, tables and exceptions ask for counts. Every size
of a unit (up to 1,000) is looked at, and it is reported where always less than half can qualify; small units have fewer
places still, since fractions are dropped.

**What to do**: ask for fewer records, look at more years, raise the cap, or write the share down openly as a quota.
""",
    ),
    wrong="""\
文件《甲县晋升示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【上限】
  上限 年度考核 中（等次 = 优秀）不超过 20%。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 2。
""",
    right="""\
文件《甲县晋升示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【上限】
  上限 年度考核 中（等次 = 优秀）不超过 20%。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）计数 近5年 年度考核 中（等次 = 优秀）≥ 1。
""",
)

QUOTA = Diagnostic(
    PAGE,
    zh=(
        "“{subject}”暗含名额，{people}人的单位至多{share}的人能够符合：按“{written}”，每年至多{each}人，"
        "{years}年共{all}人次；每人至少要{least}次，至多{most}人"
    ),
    en=(
        "“{subject}” has a hidden quota, in a unit of {people} at most {share} of the people can qualify: by "
        "“{written}” {each} people a year at most, {all} records in {years} years; each needs {least}, so {most} "
        "people at most"
    ),
    help_zh="减少要求的次数，加长年限，或者提高上限；照现在的规定，{none}",
    help_en="ask for fewer records, look at more years, or raise the cap; {none}",
)
THE_CAP = Text("这里规定了上限", "the cap is written here")
ASKS = Text("这里要求有这样的记录", "this asks for such records")

REPORTED_BELOW = Fraction(1, 2)
"""Of the people; where at least so many can qualify, nothing is said."""
LARGEST_UNIT = 1000
"""Units of every size up to this one are looked at."""
SHOWN_UNIT = 100
"""The unit that is shown where the documents know none."""
MOST_LIMITS = 16
"""A cap that differs from person to person is looked at for so many values."""


class Quota(Struct, frozen=True):
    """Whoever qualifies has `least` records of the kind in the last `years`; at most `limit` of all have one a year."""

    cap: PeopleCap
    years: int
    least: int
    limit: Exact

    @property
    def share(self) -> Fraction:
        """No unit can have more."""
        return Fraction(self.years * self.limit) / self.least

    def each_year(self, people: int) -> int:
        return int(self.limit * people)

    def most(self, people: int) -> int:
        return min(people, self.years * self.each_year(people) // self.least)


def examine(under: Examination) -> Iterator[Outcome]:
    caps = of_chain(under, PeopleCap)
    if not caps:
        return
    altered = frozenset(changed(under))
    for subject in under.program.decisions:
        mine = tuple(c for n, c in caps if n == under.layer or subject in altered or touched(under, (c.where, c.limit)))
        rule = rule_of(under.program, subject)
        windows = {cap.records: _windows(under.program, rule, cap.records) for cap in mine}
        if not any(windows.values()):
            continue
        for cap in mine:
            if windows[cap.records]:
                about = f"{cap.records}#{cap.written}"
                yield replace(_examined(under, subject, cap), about=about)


def _examined(under: Examination, subject: str, cap: PeopleCap) -> Outcome:
    place = under.program.definitions[under.program.top[subject]].place
    articles = articles_of(place, cap.place)
    quota = _tightest(under, under.program, subject, cap)
    if isinstance(quota, Undecided):
        return undecided(PAGE, subject, place, quota)
    if quota is None or not _too_few(quota) or _so_above(under, subject, quota):
        return Outcome(subject, articles, Verdict.PROVED)
    qualified = under.prover.decide(_with_few(under.program, subject, quota.cap, quota.years, quota.least))
    if isinstance(qualified, Undecided):
        return undecided(PAGE, subject, place, qualified)
    assert isinstance(qualified, Found), "somebody qualifies with so many records"
    return Outcome(subject, articles, Verdict.REFUTED, (_finding(under, subject, quota, qualified),))


def _too_few(quota: Quota) -> bool:
    return all(quota.most(people) < REPORTED_BELOW * people for people in range(1, LARGEST_UNIT + 1))


def _so_above(under: Examination, subject: str, quota: Quota) -> bool:
    """Whether the documents above leave no more people by themselves."""
    above = under.before
    if above is None or subject not in above.top:
        return False
    for layer, cap in of_chain(under, PeopleCap):
        where, limit = there(above, cap.where), there(above, cap.limit)
        if layer < under.layer and where is not None and limit is not None:
            other = _tightest(under, above, subject, replace(cap, where=where, limit=limit))
            if isinstance(other, Quota) and other.share <= quota.share:
                return True
    return False


# -- how many records each needs


def _tightest(under: Examination, program: Program, subject: str, cap: PeopleCap) -> Quota | Undecided | None:
    """Of the windows through which the decision looks at the list, that which leaves the fewest. None: each leaves
    enough, or nobody qualifies at all (RD203)."""
    found: Quota | None = None
    limit = _highest(under, program, subject, cap)
    if isinstance(limit, Undecided) or limit is None:
        return limit
    for years in _windows(program, rule_of(program, subject), cap.records):
        least = _least(under, program, subject, cap, years, int(years * limit / REPORTED_BELOW))
        if isinstance(least, Undecided):
            return least
        if least is not None:
            quota = Quota(cap, years, least, limit)
            found = quota if found is None or quota.share < found.share else found
    return found


def _windows(program: Program, rule: Expr, records: str) -> tuple[int, ...]:
    """The years N of every 近N年 of the list behind the rule."""
    behind = (e for symbol in needed(program, (rule,)) for e in expressions(program.definitions[symbol]))
    found = {
        node.span.years
        for part in behind
        for node in walk(part)
        if isinstance(node, Collection) and node.records == records and isinstance(node.span, LastYears)
    }
    return tuple(sorted(found))


def _least(
    under: Examination, program: Program, subject: str, cap: PeopleCap, years: int, enough: int
) -> int | Undecided | None:
    """The least number of such records in the last years of anybody who qualifies. None: it is no more than `enough`,
    which is asked first, being mostly so; or nobody qualifies."""
    for number in range(min(enough, years), years + 1):
        answer = under.prover.decide(_with_few(program, subject, cap, years, number), shown=False)
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Found):
            return None if number <= enough else number
    return None


def _with_few(program: Program, subject: str, cap: PeopleCap, years: int, number: int) -> Question:
    """Somebody in scope who qualifies with no more than so many such records in the last years."""
    count = Collection(Collect.COUNT, cap.records, LastYears(years), cap.where, None, None, INTEGER)
    few = Apply(Op.LE, (count, Const(number, INTEGER)), TRUTH)
    yes = Wanted(0, program, rule_of(program, subject), True)
    return Question((*scope_conditions(program), yes, Wanted(0, program, few, True)))


def _highest(under: Examination, program: Program, subject: str, cap: PeopleCap) -> Exact | Undecided | None:
    """The cap, where it differs the highest for anybody who qualifies; None where it has no value."""
    fixed = constant(program, cap.limit)
    if fixed is not None:
        return fixed
    wanted = (*scope_conditions(program), Wanted(0, program, rule_of(program, subject), True))
    highest: Exact | None = None
    more = Apply(Op.GE, (cap.limit, Const(0, PERCENT)), TRUTH)
    for _ in range(MOST_LIMITS):
        answer = under.prover.decide(Question((*wanted, Wanted(0, program, more, True))), shown=False)
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Nobody):
            return highest
        value = evaluate(program, program.describes(answer.persons[0])).value_of(cap.limit).value
        assert isinstance(value, int | Fraction)
        highest = value
        more = Apply(Op.GT, (cap.limit, Const(value, PERCENT)), TRUTH)
    return Undecided(
        Text(f"上限因人而异，超过{MOST_LIMITS}种", f"the cap has more than {MOST_LIMITS} values for different people")
    )


# -- what is said


def _finding(under: Examination, subject: str, quota: Quota, qualified: Found) -> Finding:
    program, cap = under.program, quota.cap
    core = under.prover.why_nobody(_with_few(program, subject, cap, quota.years, quota.least - 1))
    own_cap = cap.place.document == under.place.document
    place, norm = place_among(under, subject, core, qualified.persons[0])
    if under.keeps(program.top[subject]) and (own_cap or touched(under, (cap.where, cap.limit))):
        place, norm = (cap.place, ()) if own_cap else where_changed(under, (cap.where, cap.limit), None)
    asking = tuple(Citation(p, ASKS) for p in core if p not in (place, cap.place))
    known = {c.place for c in asking}
    norm = tuple(c for c in norm if c.place not in known)
    related = (*(() if place == cap.place else (Citation(cap.place, THE_CAP),)), *norm, *asking)
    people = _unit(under)
    most = quota.most(people)
    finding = QUOTA.at(
        place,
        subject=subject,
        share=_share(Fraction(most, people)),
        written=cap.written.rstrip("。；.;"),
        people=people,
        each=quota.each_year(people),
        years=quota.years,
        all=quota.years * quota.each_year(people),
        least=quota.least,
        most=most,
        none=_nobody(quota),
        related=related,
    )
    evidence = replace(single(program, qualified, rule_of(program, subject), {"here": "是"}, (place,)), core=core)
    mark = f"{cap.records}#{cap.written}#{quota.years}/{quota.least}"
    return replace(finding, evidence=evidence if qualified.shown else None, distinguishing=mark)


def _nobody(quota: Quota) -> Text:
    """Where nobody can qualify."""
    smallest = next((n for n in range(1, LARGEST_UNIT + 1) if quota.most(n)), None)
    if smallest is None:
        return Text("单位再大也没有一人能够符合", "however large the unit, nobody can")
    return Text(f"不足{smallest}人的单位一人也不能符合", f"in a unit of less than {smallest} nobody can")


def _unit(under: Examination) -> int:
    """How many people the unit has that the documents speak of: the base of their slots, where that is a number or
    has an ordinary one."""
    for _, slots in reversed(of_chain(under, Slots)):
        base = constant(under.program, slots.base)
        if base is None and isinstance(slots.base, FactRef):
            fact = under.program.vocabulary.fact(slots.base.name)
            ordinary = fact.typical if fact is not None else None
            base = ordinary if isinstance(ordinary, int | Fraction) else None
        if base is not None and 0 < base <= LARGEST_UNIT and Fraction(base).denominator == 1:
            return int(base)
    return SHOWN_UNIT


def _share(share: Fraction) -> Text:
    """To a tenth of a percent, never less than it is."""
    tenths = share * 1000
    if tenths.denominator == 1:
        return Text.same(render(share, PERCENT))
    above = render(Fraction(int(tenths) + 1, 1000), PERCENT)
    return Text(f"不到{above}", f"less than {above}")
