"""RD502: a promised share or deadline that cannot be kept within the slots or the least tenure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.chain import of_chain
from rankdsl.checks.claimed import (
    Claimed,
    holds_for_everybody,
    met_by_somebody,
    on_what_day,
    refuted_by,
    same_for_all,
)
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, scope_conditions
from rankdsl.checks.faults import not_already
from rankdsl.checks.mechanisms.arithmetic import in_marks
from rankdsl.checks.mechanisms.broken_here import for_nobody, for_somebody
from rankdsl.checks.mechanisms.least_promised import what_it_takes
from rankdsl.checks.mechanisms.worked_out import worked_out
from rankdsl.checks.twins import there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.mechanisms import Promise
from rankdsl.ir.nodes import Expr, negation
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

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

上位文件的承诺，本来做得到，因本文件的规定而做不到的，算本文件的问题。

做不到的承诺会使干部和单位落空，年底也无从考核。

**怎样处理**：按职数和最低年限改写承诺；确有依据的，修改职数或者年限的规定。“六个月”指办理时限的，写进“程序”，不要写成任职年限。
""",
        """\
the document promises (承诺) what its own rules and those above it do not allow. A promise with a formula is to hold for
everybody in scope, and so for every unit, whose figures (posts, people who qualify) are facts of each person: a share
of 60% of 87 people is 52.2, with 18 slots. A unit for which it fails is shown with both sides worked out. A promise
with 存在 is to be possible for somebody: promotion within six months is not where the least tenure is eighteen. The
articles that together rule it out are listed and, where the promise limits a number, the least or most that it takes.

A promise of a document above that could be kept there, and cannot be with the rules of this one, is this one's fault.

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
NO_LONGER = Diagnostic(
    PAGE,
    zh="按本文件，{above}的承诺{named}做不到：{worked}",
    en="with this document the promise{named} of {above} cannot be kept: {worked}",
    help_zh="修改本文件的规定，使上位文件的承诺仍然做得到",
    help_en="mend the rules of this document so that the promise above can still be kept",
)
NOBODY_ANY_MORE = Diagnostic(
    PAGE,
    zh="按本文件，{above}的承诺{named}没有一个人做得到：适用范围内不存在满足“{written}”的人{least}",
    en="with this document the promise{named} of {above} can be kept for nobody: nobody in scope satisfies "
    "“{written}”{least}",
    help_zh="修改本文件的规定，使上位文件的承诺仍然做得到",
    help_en="mend the rules of this document so that the promise above can still be kept",
)
NOBODY = Diagnostic(
    PAGE,
    zh="承诺{named}没有一个人做得到：适用范围内不存在满足“{written}”的人{least}",
    en="the promise{named} can be kept for nobody: nobody in scope satisfies “{written}”{least}",
    help_zh="按有关条文改写承诺，或者修改使它做不到的条文",
    help_en="promise what the articles allow, or change the articles that rule it out",
)

PROMISED = Text("这里作出承诺", "the promise")


def examine(under: Examination) -> Iterator[Outcome]:
    for layer, promise in of_chain(under, Promise):
        if layer == under.layer:
            yield _possible(under, promise) if promise.exists else _kept(under, promise)
        elif under.before is not None and (touched(under, (promise.formula,)) or wider(under)):
            formula = there(under.before, promise.formula)
            if formula is not None:
                yield (
                    _possible_still(under, promise, formula) if promise.exists else _kept_still(under, promise, formula)
                )


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
        written, least = promise.written, what_it_takes(under, promise.formula)
        finding = NOBODY.at(promise.place, subject=written, named=in_marks(promise.text), written=written, least=least)
        return replace(finding, distinguishing=written)

    return met_by_somebody(under, _claimed(promise), tell)


# -- promises of documents above, which this one may break


def _kept_still(under: Examination, promise: Promise, above: Expr) -> Outcome:
    """Of people for whom it is not broken above already."""
    broken = Wanted(0, under.program, promise.formula, False)
    answer = under.prover.decide(Question((*under.in_scope, broken, not_already(under, negation(above)))))

    def tell(found: Found) -> Finding:
        person = found.persons[0]
        day = on_what_day(under, promise.formula, person)
        worked = worked_out(evaluate(under.program, person), promise.formula, promise.sides) + day
        finding = _broken(promise, for_somebody(under, promise.formula, person), NO_LONGER, worked=worked)
        if same_for_all(under, promise.formula):
            return finding
        return replace(finding, evidence=single(under.program, found, promise.formula, {"here": "否"}))

    return refuted_by(under, _claimed(promise), answer, tell)


def _possible_still(under: Examination, promise: Promise, above: Expr) -> Outcome:
    """Where it can be kept above for somebody whom this document is about too: a promise that others keep is not
    broken by saying nothing of them."""
    assert under.before is not None
    kept = Question((*under.in_scope, *scope_conditions(under.before), Wanted(0, under.before, above, True)))
    before = under.prover.decide(kept, shown=False)
    if isinstance(before, Undecided):
        return undecided(PAGE, promise.written, under.place, before)
    if isinstance(before, Nobody):
        return Outcome(promise.written, articles_of(promise.place), Verdict.PROVED)  # it is broken above

    def tell(question: Question) -> Finding:
        place = for_nobody(under, promise.formula, under.prover.why_nobody(question))
        least = what_it_takes(under, promise.formula)
        return _broken(promise, place, NOBODY_ANY_MORE, written=promise.written, least=least)

    return met_by_somebody(under, _claimed(promise), tell)


def _broken(promise: Promise, place: Place, template: Diagnostic, **words: object) -> Finding:
    finding = template.at(
        place,
        subject=promise.written,
        related=(Citation(promise.place, PROMISED),),
        named=in_marks(promise.text),
        above=f"《{promise.place.document}》",
        **words,  # type: ignore[arg-type]
    )
    return replace(finding, distinguishing=promise.written)
