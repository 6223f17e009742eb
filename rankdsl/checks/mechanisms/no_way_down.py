"""RD506: people can rise to a value, and nothing can take it from them again; or a move leads the wrong way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.evidence import single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import not_already, where_at_fault
from rankdsl.checks.mechanisms.broken_here import for_somebody
from rankdsl.checks.mechanisms.ladders import OfFact, Way, changed, ladders, out_of_reach, read_above
from rankdsl.checks.probing import evaluated, with_value
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.mechanisms import Direction
from rankdsl.ir.nodes import Apply, Const, Expr, conjunction, different, disjunction, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD506",
    name="no-way-down",
    severity=Severity.ERROR,
    title=Text("能上不能下", "a way up and no way down"),
    manual=Text(
        """\
“升降”写明人们怎样晋升、怎样降低。有的职级（等次）有人能够晋升上去，却没有一项“降低”能够适用于已经在这一级的人：能上不能下。
连同上位文件的“升降”一起看；上位文件已经如此的，算上位文件的问题。适用范围里没有人在这一级的，本文件管不到，不作要求。

同样算的还有：“降低”之后反而不低于原来（原来就是最低一级的不算），“晋升”之后反而不高于原来。报告给出这样的一个人。

**怎样处理**：补上“降低 …”，或者修改列出的条文，使在这一级的人也有可能降低。
""",
        """\
升降 says how people come to another rank: up (晋升) and down (降低). There is a value that somebody can rise to, and no
move down can ever apply to somebody who has it. What the documents above say under 升降 counts too; what is so there
already is theirs. Where nobody in scope has the value, this document has nothing to say of it, and nothing is asked.

It counts as well if a move down gives somebody what is not lower than before (who has the lowest value apart), or a
move up what is not higher: such a person is shown.

**What to do**: add a move down, or mend the places named so that it can apply to those who have the value.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【升降】
  表 晋升后 按 现职级：
    办事员级 → 科员级；
    科员级 → 副科级；
    其他 → 正处级。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）现职级 低于 副科级。
  升降 现职级：晋升 可晋升 → 晋升后。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【升降】
  表 晋升后 按 现职级：
    办事员级 → 科员级；
    科员级 → 副科级；
    其他 → 正处级。
  表 降低后 按 现职级：
    副科级 → 科员级；
    其他 → 办事员级。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）现职级 低于 副科级。
  决定 应降低 须：
    （一）计数 近1年 年度考核 中（等次 低于 称职）≥ 1；
    （二）现职级 高于 办事员级。
  断言：应降低 随 年度考核 不增。
  升降 现职级：晋升 可晋升 → 晋升后；降低 应降低 → 降低后。
""",
)

NO_MOVE_DOWN = Diagnostic(
    PAGE,
    zh="“{subject}”能上不能下：有人能够晋升为{values}，而“升降”没有一项“降低”",
    en="“{subject}” only goes up: people can rise to {values}, and no move down is written",
    help_zh="在“升降 {subject}”里写明“降低 … → …”",
    help_en="write a move down under 升降 {subject}: 降低 … → …",
)
NONE_APPLIES = Diagnostic(
    PAGE,
    zh="“{subject}”能上不能下：有人能够晋升为{values}，已经在{there}的人却没有一项“降低”能够适用",
    en="“{subject}” only goes up: people can rise to {values}, and no move down can ever apply to those who are there",
    help_zh="修改所列条文，使“{subject}”为{values}的人在规定的情形下能够降低，或者另写一项“降低”",
    help_en="mend the places named so that those whose “{subject}” is {values} can be lowered, or add a move down",
)
NOT_LOWER = Diagnostic(
    PAGE,
    zh="“降低 {decision}”并没有降低：有人的“{subject}”由“{before}”变为“{after}”",
    en="the move down by “{decision}” does not lower: somebody's “{subject}” goes from “{before}” to “{after}”",
    help_zh="改正降低后的{subject}，使它低于原来的",
    help_en="mend what “{subject}” becomes, so that it is lower than before",
)
NOT_HIGHER = Diagnostic(
    PAGE,
    zh="“晋升 {decision}”并没有晋升：有人的“{subject}”由“{before}”变为“{after}”",
    en="the move up by “{decision}” does not raise: somebody's “{subject}” goes from “{before}” to “{after}”",
    help_zh="改正晋升后的{subject}，使它高于原来的",
    help_en="mend what “{subject}” becomes, so that it is higher than before",
)
NOT_REACHED = Text(
    "与其他各处合在一起，使在这一级的人不能降低", "with the others, keeps those who are there from being lowered"
)
WRITTEN = Text("升降写在这里", "the move is written here")


def examine(under: Examination) -> Iterator[Outcome]:
    for ladder in ladders(under):
        for way in ladder.ways:
            if changed(under, (way,)):
                yield _direction(under, ladder, way)
        if out_of_reach(under, ladder):
            yield from _ways_down(under, ladder)


# --- a way down from every value


def _ways_down(under: Examination, ladder: OfFact) -> Iterator[Outcome]:
    """Nothing where nobody rises to anything: of nobody everything would be proved."""
    program, above = under.program, read_above(under, ladder)
    rises = _somebody(under, program, _rises(program, ladder, ladder.type.values[1:]))
    still_open = rises if isinstance(rises, Undecided) else None
    without: list[str] = []
    # Nothing is lower than the lowest.
    for value in _not_lowered(under, ladder, ladder.type.values[1:] if isinstance(rises, Found) else ()):
        stuck = _stuck(under, program, ladder, value)
        if stuck is True and above is not None and under.before is not None:
            there = _stuck(under, under.before, above, value)
            stuck = there if isinstance(there, Undecided) else not there
        if isinstance(stuck, Undecided):
            still_open = still_open or stuck
        elif stuck:
            without.append(value)
    place = _head(under, ladder)
    if without:
        finding = _no_way_down(under, ladder, without)
        yield Outcome(ladder.fact, articles_of(place), Verdict.REFUTED, (finding,), "降低")
    if still_open is not None:
        yield replace(undecided(PAGE, ladder.fact, place, still_open), about="其余" if without else "降低")
    elif isinstance(rises, Found) and not without:
        yield Outcome(ladder.fact, articles_of(place), Verdict.PROVED, about="降低")


def _not_lowered(under: Examination, ladder: OfFact, values: Sequence[str]) -> Iterator[str]:
    """The values of which nobody was met yet who has them and can be lowered. Where there is one such person there are
    often others like them."""
    fact = under.program.vocabulary.fact(ladder.fact)
    assert fact is not None, ladder.fact
    known: list[tuple[str, Evaluation]] = []
    for value in values:
        if any(with_value(under, decision, person, fact, value) for decision, person in known):
            continue
        for way in (way for way in ladder.ways if not way.raises):
            lowered = conjunction((ladder.has(value), way.rule(under.program)))
            answer = _somebody(under, under.program, lowered)
            if isinstance(answer, Found):
                known.append((way.move.decision, evaluated(under, answer.persons[0])))
                break
        else:
            yield value


def _stuck(under: Examination, program: Program, ladder: OfFact, value: str) -> bool | Undecided:
    """Whether somebody can rise to the value, somebody in scope has it, and nobody who has it can be lowered."""
    for wanted in (_rises(program, ladder, (value,)), ladder.has(value)):
        answer = _somebody(under, program, wanted)
        if not isinstance(answer, Found):
            return answer if isinstance(answer, Undecided) else False
    lowered = _somebody(under, program, conjunction((ladder.has(value), _lowered(program, ladder))))
    return lowered if isinstance(lowered, Undecided) else isinstance(lowered, Nobody)


def _somebody(under: Examination, program: Program, formula: Expr) -> Answer:
    return under.prover.decide(Question((*scope_conditions(program), Wanted(0, program, formula, True))), shown=False)


def _rises(program: Program, ladder: OfFact, values: Sequence[str]) -> Expr:
    """That a move up leads to one of the values."""
    ways = (way for way in ladder.ways if way.raises)
    return disjunction(tuple(conjunction((way.rule(program), way.gives(v))) for way in ways for v in values))


def _lowered(program: Program, ladder: OfFact) -> Expr:
    """That a move down applies."""
    return disjunction(tuple(way.rule(program) for way in ladder.ways if not way.raises))


def _no_way_down(under: Examination, ladder: OfFact, without: list[str]) -> Finding:
    values = "、".join(f"“{value}”" for value in without)
    place = _head(under, ladder)
    stated = tuple(dict.fromkeys(each.place for each in ladder.written))
    core, template = stated, NO_MOVE_DOWN
    if not all(way.raises for way in ladder.ways):
        template = NONE_APPLIES
        there = Wanted(0, under.program, ladder.has(without[0]), True)
        lowered = Wanted(0, under.program, _lowered(under.program, ladder), True)
        why = under.prover.why_nobody(Question((*under.in_scope, there, lowered)))
        core = why or stated
        closing = [p for p in core if p.document == under.model.name.title]
        if closing and not ladder.own(under.layer):
            place = closing[0]  # of all that this document changed, what keeps them from being lowered
    related = [Citation(p, WRITTEN) for p in stated if p != place]
    related += [Citation(p, NOT_REACHED) for p in core if p != place and p not in stated]
    en = ", ".join(f"“{value}”" for value in without)
    at_these = "这一级" if len(without) == 1 else "这几级"
    finding = template.at(place, subject=ladder.fact, values=Text(values, en), there=at_these, related=tuple(related))
    return replace(finding, evidence=Evidence(core=core), distinguishing="")


# --- up is up, and down is down


def _direction(under: Examination, ladder: OfFact, way: Way) -> Outcome:
    program, before = under.program, under.before
    wrong = Op.LE if way.raises else Op.GE
    wanted = [*under.in_scope, Wanted(0, program, _wrong(program, ladder, way, wrong), True)]
    there = way.read_by(before) if before is not None and way.layer < under.layer else None
    if before is not None and there is not None:
        wanted.append(not_already(under, _wrong(before, ladder, there, wrong)))
    answer: Answer = under.prover.decide(Question(tuple(wanted)))
    place = _place(under, (way,))
    articles, about = articles_of(place, way.move.place), f"{way.move.direction.value} {way.written}"
    match answer:
        case Nobody():
            return Outcome(ladder.fact, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, ladder.fact, place, answer), about=about)
        case Found():
            finding = _wrong_way(under, ladder, way, answer)
            return Outcome(ladder.fact, articles, Verdict.REFUTED, (finding,), about)


def _wrong(program: Program, ladder: OfFact, way: Way, wrong: Op) -> Expr:
    moved = Apply(wrong, (way.target, ladder.value), TRUTH)
    if way.raises:
        return conjunction((way.rule(program), moved))
    can_fall = different(ladder.value, Const(ladder.type.values[0], ladder.type))  # nothing is lower than the lowest
    return conjunction((way.rule(program), can_fall, moved))


def _wrong_way(under: Examination, ladder: OfFact, way: Way, answer: Found) -> Finding:
    program, (person,) = under.program, answer.persons
    after = value_in_words(program, person, way.target)
    place = way.move.place
    if way.layer < under.layer:
        wrong = _wrong(program, ladder, way, Op.LE if way.raises else Op.GE)
        place = for_somebody(under, negation(wrong), person)
    template = NOT_HIGHER if way.move.direction is Direction.RAISES else NOT_LOWER
    finding = template.at(
        place,
        subject=ladder.fact,
        decision=way.move.decision,
        before=value_in_words(program, person, ladder.value),
        after=after,
        related=() if place == way.move.place else (Citation(way.move.place, WRITTEN),),
    )
    also = ((program, rule_of(program, way.move.decision)),)
    evidence = single(program, answer, way.target, {"here": after}, (place,), also)
    return replace(finding, evidence=evidence, distinguishing=f"{way.move.direction.value}{way.written}")


def _head(under: Examination, ladder: OfFact) -> Place:
    """Where this document answers for the moves together: where it wrote some of them."""
    own = ladder.own(under.layer)
    return own[0].place if own else _place(under, ladder.ways)


def _place(under: Examination, ways: tuple[Way, ...]) -> Place:
    """Where this document answers for moves: where it wrote one, else where it changed what they rest on."""
    written = [way.move.place for way in ways if way.layer == under.layer]
    if written:
        return written[0]
    program = under.program
    behind = [symbol for way in ways for symbol in way.symbols(program)]
    altered = next((symbol for symbol in behind if not under.keeps(symbol)), behind[0])
    return where_at_fault(under, program.definitions[altered], None)[0]
