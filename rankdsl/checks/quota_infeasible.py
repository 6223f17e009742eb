"""RD502: a promised share or deadline that cannot be kept within the slots or the least tenure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from rankdsl.backends.reference import evaluate
from rankdsl.checks.arithmetic import in_marks
from rankdsl.checks.bars import TURNED
from rankdsl.checks.claimed import Claimed, holds_for_everybody, met_by_somebody, on_what_day, same_for_all
from rankdsl.checks.examination import Examination, Outcome
from rankdsl.checks.probing import exact
from rankdsl.checks.worked_out import worked_out
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text
from rankdsl.ir.mechanisms import Promise
from rankdsl.ir.nodes import Apply, Const, Expr, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH, Number, Type, Unit
from rankdsl.ir.values import Exact, Person, render
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD502",
    name="quota-infeasible",
    severity=Severity.ERROR,
    title=Text("承诺做不到", "a promise that cannot be kept"),
    manual=Text(
        """\
文件作了一项“承诺”，按照它自己和上位文件的规定却做不到。有两种写法：

- “承诺 “…”：算式”应当对适用范围内的每个人、每个单位都成立。例如承诺晋升率不低于六成，而符合条件的有 87 人，
  职数只有 18 名：60% × 87 = 52.2，大于 18。单位的编制数、符合条件人数等事实，随人一同给出；
  报告给出一个做不到的单位，并把算式两边算出来。
- “承诺 “…”：存在 条件”应当至少有一个人做得到。例如承诺六个月内晋升，而任职最低要满 18 个月：没有一个人做得到。
  报告列出合在一起使它做不到的条文；条件里限定了一个数的，说明至少（或者至多）要多少。

做不到的承诺会使干部和单位落空，年底也无从考核。

**怎样处理**：按职数和最低年限改写承诺；确有依据的，修改职数或者年限的规定。“六个月”指办理时限的，写进“程序”，不要写成任职年限。
""",
        """\
the document promises (承诺) what its own rules and those above it do not allow. A promise with a formula is to hold for
everybody in scope, and so for every unit, whose figures (posts, people who qualify) are facts of each person: a share
of 60% of 87 people is 52.2, with 18 slots. A unit for which it fails is shown with both sides worked out. A promise
with 存在 is to be possible for somebody: promotion within six months is not where the least tenure is eighteen. The
articles that together rule it out are listed and, where the promise limits a number, the least or most that it takes.

**What to do**: promise what slots and tenure allow, or change those on good authority. If six months is how long the
office takes, write it as a step of the procedure (程序) and not as tenure.
""",
    ),
    wrong="""\
文件《甲县职级晋升办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 18个月。
  承诺 “晋升周期压缩到六个月”：存在 可晋升 且 任现职级年限 ≤ 6个月。

第二条【晋升率】
  参数 符合条件人数：87。
  参数 领导职数：3。
  参数 非领导职数：15。
  承诺 “晋升率不低于六成”：60% × 符合条件人数 ≤ 领导职数 + 非领导职数。
""",
    right="""\
文件《甲县职级晋升办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 18个月。
  承诺 “晋升周期压缩到一年半”：存在 可晋升 且 任现职级年限 ≤ 18个月。

第二条【晋升率】
  参数 符合条件人数：87。
  参数 领导职数：3。
  参数 非领导职数：15。
  承诺 “晋升率不低于两成”：20% × 符合条件人数 ≤ 领导职数 + 非领导职数。
""",
)

NOT_FOR_ALL = Diagnostic(
    PAGE,
    zh="承诺{named}做不到：{worked}",
    en="the promise{named} cannot be kept: {worked}",
    help_zh="按算出的数改写承诺，或者修改职数、人数的规定",
    help_en="promise what the figures allow, or change the rules that they come from",
)
NOT_FOR_SOME = Diagnostic(
    PAGE,
    zh="承诺{named}不是每个人、每个单位都做得到，如例中的情形：{worked}",
    en="the promise{named} is not kept for everybody or every unit, as in the example: {worked}",
    help_zh="按例中的情形改写承诺，或者在承诺中写明适用的条件",
    help_en="promise what holds in the case shown too, or say when the promise holds",
)
NO_VALUE = Diagnostic(
    PAGE,
    zh="承诺{named}无从核实：对适用范围内的任何人，“{written}”都没有值",
    en="the promise{named} cannot be verified: “{written}” has no value for anybody in scope",
    help_zh="补全承诺所用的定义，使它们有值",
    help_en="complete the definitions that the promise uses",
)
NOBODY = Diagnostic(
    PAGE,
    zh="承诺{named}没有一个人做得到：适用范围内不存在满足“{written}”的人{least}",
    en="the promise{named} can be kept for nobody: nobody in scope satisfies “{written}”{least}",
    help_zh="按有关条文改写承诺，或者修改使它做不到的条文",
    help_en="promise what the articles allow, or change the articles that rule it out",
)

_LIMITS = (Op.LE, Op.LT, Op.GE, Op.GT)
_FARTHEST = 2**20
"""A least that is further away, in steps, is not looked for."""


def examine(under: Examination) -> Iterator[Outcome]:
    for layer, mechanism in under.piece.mechanisms:
        if isinstance(mechanism, Promise) and layer == under.layer:
            yield _possible(under, mechanism) if mechanism.exists else _kept(under, mechanism)


def _claimed(promise: Promise) -> Claimed:
    return Claimed(PAGE, promise.written, promise.place, promise.formula)


def _kept(under: Examination, promise: Promise) -> Outcome:
    named = in_marks(promise.text)

    def tell(found: Found) -> Finding:
        person = found.persons[0]
        day = on_what_day(under, promise.formula, person)
        worked = worked_out(evaluate(under.program, person), promise.formula, promise.sides) + day
        template = NOT_FOR_ALL if same_for_all(under, promise.formula) else NOT_FOR_SOME
        finding = template.at(promise.place, subject=promise.written, named=named, worked=worked)
        return replace(finding, distinguishing=promise.written)

    def empty() -> Finding:
        return NO_VALUE.at(promise.place, subject=promise.written, named=named, written=promise.written)

    return holds_for_everybody(under, _claimed(promise), tell, empty)


def _possible(under: Examination, promise: Promise) -> Outcome:
    def tell(_: Question) -> Finding:
        written, least = promise.written, _least_text(under, promise)
        finding = NOBODY.at(promise.place, subject=written, named=in_marks(promise.text), written=written, least=least)
        return replace(finding, distinguishing=written)

    return met_by_somebody(under, _claimed(promise), tell)


# -- what it would take


@dataclass(frozen=True, slots=True)
class _Limit:
    """`measure` op `bound`, a number that is the same for everybody, beside `rest`. The measure: a whole number."""

    measure: Expr
    op: Op
    bound: Exact
    rest: tuple[Expr, ...]

    @property
    def way(self) -> int:
        """1: what it takes lies above the bound."""
        return 1 if self.op in (Op.LE, Op.LT) else -1

    def within(self, value: Exact) -> Expr:
        op = Op.LE if self.way > 0 else Op.GE
        return Apply(op, (self.measure, Const(exact(value), self.measure.type)), TRUTH)


def _least_text(under: Examination, promise: Promise) -> Text:
    """What it takes at least (at most), where the promise limits one whole number and everything else in it can be."""
    for limit in _limits(under, promise.formula):
        least = _least(under, limit)
        if least is not None:
            amount = _amount(least, limit.measure.type)
            how = Text("最少", "at least") if limit.way > 0 else Text("最多", "at most")
            return Text(f"；{how.zh}要{amount}", f"; it takes {how.en} {amount}")
    return Text("", "")


def _amount(value: Exact, type_: Type) -> str:
    """Months as people count them here: 18个月, 2年."""
    months = isinstance(type_, Number) and type_.unit is Unit.MONTH and value % 12
    return f"{value}个月" if months else render(value, type_)


def _limits(under: Examination, formula: Expr) -> Iterator[_Limit]:
    parts = formula.args if isinstance(formula, Apply) and formula.op is Op.AND else (formula,)
    for at, part in enumerate(parts):
        match part:
            case Apply(op=op, args=(left, right)) if op in _LIMITS:
                rest = (*parts[:at], *parts[at + 1 :])
                for measure, other, turned in ((left, right, op), (right, left, TURNED[op])):
                    whole = isinstance(measure.type, Number) and measure.type.whole
                    bound = _fixed(under, other)
                    if whole and rest and bound is not None and _fixed(under, measure) is None:
                        yield _Limit(measure, turned, bound, rest)
            case _:
                pass


def _fixed(under: Examination, expr: Expr) -> Exact | None:
    """The number that the expression is for everybody."""
    if not same_for_all(under, expr):
        return None
    value = evaluate(under.program, Person({}, under.program.period.start)).value_of(expr).value
    return value if isinstance(value, int | Fraction) else None


def _least(under: Examination, limit: _Limit) -> Exact | None:
    """By doubling and halving the steps beyond the bound; None where a question stays open, or nothing would do."""

    def answered(steps: int | None) -> Answer:
        parts = limit.rest if steps is None else (*limit.rest, limit.within(beyond(steps)))
        wanted = Wanted(0, under.program, conjunction(parts), True)
        return under.prover.decide(Question((*under.in_scope, wanted)), shown=False)

    def beyond(steps: int) -> int:
        whole = int(limit.bound // 1) if limit.way > 0 else int(-(-limit.bound // 1))
        return whole + limit.way * steps

    enough = _steps_of(under, limit, answered(None))
    if enough is None or not 0 < enough < _FARTHEST:
        return None
    not_enough = -1
    while enough - not_enough > 1:
        middle = (enough + not_enough) // 2
        match answered(middle):
            case Found():
                enough = middle
            case Nobody():
                not_enough = middle
            case Undecided():
                return None
    return beyond(enough)


def _steps_of(under: Examination, limit: _Limit, somebody: Answer) -> int | None:
    """How far beyond the bound somebody is who meets all the rest."""
    if not isinstance(somebody, Found):
        return None
    value = evaluate(under.program, somebody.persons[0]).value_of(limit.measure).value
    if not isinstance(value, int | Fraction):
        return None
    return int(abs(Fraction(value) - limit.bound)) + 1
