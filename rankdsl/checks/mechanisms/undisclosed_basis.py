"""RD508: a procedure that does not publish what the decision depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.chain import binding, inherited, of_chain, own
from rankdsl.checks.competence import first_name
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import where_changed
from rankdsl.checks.mechanisms.disclosure import disclosed
from rankdsl.checks.smallest_sets import Facts, not_among, smallest
from rankdsl.checks.twins import there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.mechanisms import Procedure, Selection
from rankdsl.ir.nodes import Expr, Ref
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Compared, Condition, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD508",
    name="undisclosed-basis",
    severity=Severity.ERROR,
    title=Text("公示的内容说明不了结果", "what is published does not show the basis"),
    manual=Text(
        """\
程序“用于”一项决定或者一次择优，而各步“公布”的内容说明不了结果是怎样来的：两个人公布的内容完全相同，结果（择优的，符合条件的两个人排序的
依据）却不同，起作用的事实没有公布。各步什么都没有公布的，同样算。

公布一个事实，人们就知道它；公布一个定义或者推算的事实，人们也就知道它所依据的事实，因为文件写明了怎样推算。公布积分不写“明细”的，人们只
看到总分，不知道各项得分；写了“明细”的，各项得分依据的事实都算公布了。只公布一项决定的结果，不算公布理由。适用范围用到的事实不必公布。

**怎样处理**：在有关步骤的“公布”里写明这些事实；积分写成“公布 … 明细”。
""",
        """\
a procedure leads to a decision or a selection (用于), and what its steps publish (公布) does not show how the outcome
comes about: two persons agree on everything published and the outcome differs (of a selection, what two qualified
persons are ordered by), through facts that are not published. A procedure that publishes nothing at all counts too.

A published fact is known; so are the facts behind a published definition or derived fact, since the document says how
it is worked out. Of a score without 明细 people see a total and not what made it; with 明细 the facts behind all its
parts are known. To publish a decision is to publish no reason. The facts of the scope need not be published.

**What to do**: publish these facts in one of the steps; of a score, write 公布 … 明细.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【积分】
  积分 综合得分 满分 100：
    （一）资历分 占 60%：较小（100，10 × 任现职级年限 ÷ 1年）；
    （二）考核分 占 40%：25 × 计数 近4年 年度考核 中（等次 = 优秀）。

第二条【晋升】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  择优 晋升人选：从 可晋升 中，按 综合得分 由高到低，取 5名。
  程序 晋升程序 用于 晋升人选：
    （一）考察；
    （二）公示，不少于 5个工作日，公布 综合得分。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【积分】
  积分 综合得分 满分 100：
    （一）资历分 占 60%：较小（100，10 × 任现职级年限 ÷ 1年）；
    （二）考核分 占 40%：25 × 计数 近4年 年度考核 中（等次 = 优秀）。

第二条【晋升】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  择优 晋升人选：从 可晋升 中，按 综合得分 由高到低，取 5名。
  程序 晋升程序 用于 晋升人选：
    （一）考察；
    （二）公示，不少于 5个工作日，公布 综合得分 明细。
""",
)

UNDISCLOSED = Diagnostic(
    PAGE,
    zh="程序“{subject}”公布的内容说明不了“{of}”的结果：两个人公布的内容完全相同，“{differs}”却不同，起作用的{facts}没有公布",
    en=(
        "what the procedure “{subject}” publishes does not show how “{of}” comes about: two persons agree on all of "
        "it and differ in “{differs}”, through {facts}, not published"
    ),
    help_zh="在有关步骤的“公布”里写明{facts}；来自积分的，写“公布 … 明细”",
    help_en="publish {facts} in one of the steps; where they enter through a score, write 公布 … 明细",
)
NOTHING = Diagnostic(
    PAGE,
    zh="程序“{subject}”没有一步公布任何内容：“{of}”的结果是怎样来的，没有人能够核对",
    en="no step of the procedure “{subject}” publishes anything: nobody can see how “{of}” comes about",
    help_zh="在公示等步骤里写“公布 …”，列出“{of}”所依据的事实{facts}",
    help_en="write 公布 … in a step, with the facts that “{of}” rests on{facts}",
)
UNDISCLOSED_BELOW = Diagnostic(
    PAGE,
    zh=(
        "上位文件的程序“{subject}”公布的内容，说明不了本文件改动以后“{of}”的结果：两个人公布的内容完全相同，“{differs}”却不同，"
        "起作用的{facts}没有公布"
    ),
    en=(
        "what the superior's procedure “{subject}” publishes does not show how “{of}” comes about once changed here: "
        "two persons agree on all of it and differ in “{differs}”, through {facts}, not published"
    ),
    help_zh="在本文件中写明程序“{subject}”，在有关步骤的“公布”里加上{facts}；或者不作这一改动",
    help_en="write the procedure “{subject}” here and publish {facts} in one of the steps, or leave the rule as it is",
)
THE_PROCEDURE = Text("这里规定公布什么", "what is published is written here")
BASIS = Text("结果由这里规定", "the outcome is regulated here")


class Asked(Struct, frozen=True):
    """Something that may differ between two persons: `name` as written, `expr` its value, `apart` that it differs."""

    name: str
    expr: Expr
    apart: tuple[Condition, ...]


def examine(under: Examination) -> Iterator[Outcome]:
    for procedure in own(under, Procedure):
        if procedure.of is not None:
            yield from _examine(under, procedure, procedure.of)
    for procedure in _inherited(under):
        yield from _examine_below(under, procedure, procedure.of or "")


def _examine(under: Examination, procedure: Procedure, of: str) -> Iterator[Outcome]:
    program = under.program
    asked, place = _asked(under, of)
    articles = articles_of(procedure.place, place)
    read = reads_of_expr(program, *(each.expr for each in asked))
    of_scope = frozenset(reads_of_expr(program, *program.coverage))
    unexplained = tuple(fact for fact in read if fact not in of_scope)
    if unexplained and not any(step.published for step in procedure.steps):
        finding = _nothing(procedure, of, unexplained, place)
        yield Outcome(procedure.name, articles, Verdict.REFUTED, (finding,))
        return

    def differ(facts: Facts) -> Answer:
        return _differ(under, asked, facts)[0]

    found, still_open = _hidden(under, procedure, asked, differ)
    if found:
        finding = _finding(under, procedure, of, found, asked, place)
        yield Outcome(procedure.name, articles, Verdict.REFUTED, (finding,))
    if still_open is not None:
        yield replace(undecided(PAGE, procedure.name, procedure.place, still_open), about="其余" if found else "")
    elif not found:
        yield Outcome(procedure.name, articles, Verdict.PROVED)


def _hidden(
    under: Examination, procedure: Procedure, asked: tuple[Asked, ...], differ: Callable[[Facts], Answer]
) -> tuple[list[Facts], Undecided | None]:
    """The smallest sets of facts that are not published and make a difference; whether some could not be decided."""
    program = under.program
    read = reads_of_expr(program, *(each.expr for each in asked))
    of_scope = frozenset(reads_of_expr(program, *program.coverage))
    hidden = not_among(program, read, of_scope | disclosed(under, procedure))
    found: list[Facts] = []
    still_open: Undecided | None = None
    for facts, answer in smallest(hidden, read, differ):
        match answer:
            case Found():
                found.append(facts)
            case Undecided():
                still_open = still_open or answer
            case _:
                assert_never(answer)
    return found, still_open


# -- a superior's procedure, and what it leads to changed here


def _inherited(under: Examination) -> Iterator[Procedure]:
    """The procedures above that publish something, that this document does not write anew, and to the outcome of which
    it makes a difference."""
    mine = own(under, Procedure)
    names = {p.name for p in mine}
    decided = {first_name(under, p.of) for p in mine if p.of is not None}
    if under.before is None:
        return
    for _, procedure in binding(under, inherited(under, Procedure)):
        of = procedure.of
        if of is None or procedure.name in names or first_name(under, of) in decided:
            continue
        if any(step.published for step in procedure.steps):
            asked, _ = _asked(under, of)
            if wider(under) or touched(under, (each.expr for each in asked)):
                yield procedure


def _examine_below(under: Examination, procedure: Procedure, of: str) -> Iterator[Outcome]:
    """What makes no difference above by the facts that are hidden here."""
    asked, place = _asked(under, of)
    articles, about = articles_of(procedure.place, place), f"《{procedure.place.document}》"

    def differ(facts: Facts) -> Answer:
        return _differ(under, asked, facts)[0]

    found, still_open = _hidden(under, procedure, asked, differ)
    new = [facts for facts in found if not isinstance(_differ_above(under, asked, facts), Found)]
    if new:
        finding = _finding(under, procedure, of, new, asked, place, below=True)
        yield Outcome(procedure.name, articles, Verdict.REFUTED, (finding,), about)
    if still_open is not None:
        head = undecided(PAGE, procedure.name, under.place, still_open)
        yield replace(head, about=f"其余{about}" if new else about)
    elif not new:
        yield Outcome(procedure.name, articles, Verdict.PROVED, (), about)


def _differ_above(under: Examination, asked: tuple[Asked, ...], facts: Facts) -> Answer:
    """Whether two persons who differ in the facts fare differently above as well."""
    above = under.before
    assert above is not None
    scopes = (*scope_conditions(above), *scope_conditions(above, person=1))
    decision = there(above, asked[0].expr)
    if decision is None:
        return Nobody()
    first, second = Wanted(0, above, decision, True), Wanted(1, above, decision, True)
    ways: list[tuple[Condition, ...]] = [(first, Wanted(1, above, decision, False))]
    keys = (there(above, each.expr) for each in asked[1:])
    ways += [(first, second, Compared(above, key, "other")) for key in keys if key is not None]
    still_open: Undecided | None = None
    for way in ways:
        answer = under.prover.decide(Question((*scopes, *way), moved=frozenset(facts)), shown=False)
        if isinstance(answer, Found):
            return answer
        if isinstance(answer, Undecided):
            still_open = answer
    return still_open or Nobody()


# -- what is asked


def _asked(under: Examination, of: str) -> tuple[tuple[Asked, ...], Place]:
    """What a procedure leads to, as what may differ between two persons; and where it is regulated."""
    program = under.program
    selection = next((m for _, m in reversed(of_chain(under, Selection)) if m.name == of), None)
    decision = selection.among if selection is not None else of
    rule = rule_of(program, decision)
    found = [Asked(decision, rule, _says(under, rule, True, False))]
    if selection is None:
        return tuple(found), program.definitions[rule.symbol].place
    for key in (*selection.keys, *selection.ties):
        # Only those who qualify are put in order.
        apart = (*_says(under, rule, True, True), Compared(program, key.value, "other"))
        found.append(Asked(key.name, key.value, apart))
    return tuple(found), selection.place


def _says(under: Examination, rule: Ref, first: bool, second: bool) -> tuple[Condition, ...]:
    return Wanted(0, under.program, rule, first), Wanted(1, under.program, rule, second)


def _differ(
    under: Examination, asked: tuple[Asked, ...], facts: Facts, shown: bool = False
) -> tuple[Answer, Asked | None]:
    """Two persons in scope who differ in the facts only, and in one of what is asked, the first that does."""
    scopes = (*under.in_scope, *scope_conditions(under.program, person=1))
    still_open: Undecided | None = None
    for each in asked:
        answer = under.prover.decide(Question((*scopes, *each.apart), moved=frozenset(facts)), shown=shown)
        if isinstance(answer, Found):
            return answer, each
        if isinstance(answer, Undecided):
            still_open = still_open or answer
    return still_open or Nobody(), None


def _finding(
    under: Examination,
    procedure: Procedure,
    of: str,
    found: list[Facts],
    asked: tuple[Asked, ...],
    place: Place,
    *,
    below: bool = False,
) -> Finding:
    answer, which = _differ(under, asked, found[0], shown=True)
    read = frozenset(reads_of_expr(under.program, *(each.expr for each in asked)))
    told = [tuple(fact for fact in facts if fact in read) or facts for facts in found]
    related: tuple[Citation, ...] = (Citation(place, BASIS),)
    where, basis = procedure.place, place
    if below:
        person = answer.persons[0] if isinstance(answer, Found) else None
        where, norm = where_changed(under, tuple(each.expr for each in asked), person)
        basis = where
        cited = (*norm, *related, Citation(procedure.place, THE_PROCEDURE))
        related = tuple(
            c for n, c in enumerate(cited) if c.place != where and c.place not in {o.place for o in cited[:n]}
        )
    template = UNDISCLOSED_BELOW if below else UNDISCLOSED
    finding = template.at(
        where,
        subject=procedure.name,
        of=of,
        differs=which.name if which is not None else of,
        facts=Text("、".join(map(_together, told)), ", ".join(map(_together_en, told))),
        related=related,
    )
    if not isinstance(answer, Found) or which is None:  # they are there, and too hard to make small
        return replace(finding, distinguishing="")
    evidence = pair(under.program, answer, which.expr, (basis,))
    return replace(finding, evidence=evidence, distinguishing="")


def _together(facts: Facts) -> str:
    named = "和".join(f"“{fact}”" for fact in facts)
    return named if len(facts) == 1 else f"{named}（合在一起）"


def _together_en(facts: Facts) -> str:
    return " with ".join(f"“{fact}”" for fact in facts)


def _nothing(procedure: Procedure, of: str, read: Facts, place: Place) -> Finding:
    named = "、".join(f"“{fact}”" for fact in read)
    facts = Text(f"：{named}", f": {named}") if read else Text("", "")
    related = (Citation(place, BASIS),)
    finding = NOTHING.at(procedure.place, subject=procedure.name, of=of, facts=facts, related=related)
    core = (procedure.place,) if place.citation == procedure.place.citation else (procedure.place, place)
    return replace(finding, evidence=Evidence(core=core), distinguishing="")
