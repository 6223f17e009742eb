"""RD307 where people compete: parts of a score that never change the order, one that settles it alone, and ranking by
which somebody is hit however good all are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.chain import of_chain
from rankdsl.checks.conditions import reaches
from rankdsl.checks.evidence import pair, single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.fairness.dead_weight_page import PAGE
from rankdsl.checks.probing import evaluated, people_near, somebody
from rankdsl.checks.twins import in_force
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Place, Text, Verdict
from rankdsl.ir.mechanisms import AdverseOutcome, PartForm, ScorePart, Scoring, Selection
from rankdsl.ir.nodes import Apply, Const, Expr, Ref, has_value, surely
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL
from rankdsl.prove import Answer, Compared, Condition, Found, Nobody, Question, Spaced, Undecided, Wanted

DEAD_PART = Diagnostic(
    PAGE,
    zh="“{part}”从来不影响“{subject}”的先后：凡是符合“{among}”的人，这一项都一样（{value}）",
    en="“{part}” never changes the order of “{subject}”: it is the same for everybody with “{among}” ({value})",
    help_zh="从“{score}”中删去这一项；本来应当起作用的，改正算法，使符合条件的人能够分出高低",
    help_en="take it out of “{score}”; if it should matter, compute it so that it tells eligible people apart",
)
PART_ALONE = Diagnostic(
    PAGE,
    zh=(
        "“{subject}”的先后实际上只由“{part}”一项决定：这一项不同的两个人，“{score}”的先后总是同它一致，"
        "其他各项加在一起也抵不过它的一步"
    ),
    en=(
        "“{part}” alone settles the order of “{subject}”: whenever two eligible people differ in it, “{score}” orders "
        "them likewise, and all other parts together do not outweigh one step of it"
    ),
    help_zh="降低“{part}”的权重，或者提高其他各项，使它们能够改变先后；确实只看这一项的，直接按它排序",
    help_en="give “{part}” less weight or the others more, so that they can change the order; or order by it openly",
)
RANK_ALONE = Diagnostic(
    PAGE,
    zh=(
        "“{subject}”只按名次决定由谁承担不利后果：适用范围内的人不论做得多好，都符合“{among}”，大家都好，也总有人排在末位"
    ),
    en=(
        "“{subject}” lets rank alone decide who suffers: everybody in scope meets “{among}” however well they do, so "
        "that somebody is last even if all are good"
    ),
    help_zh="写明达到什么标准的人不列入，例如考核称职以上的人不在“{among}”之内",
    help_en="write the standard that spares people, such as that those found competent are not among “{among}”",
)
THE_PART = Text("这一项写在这里", "the part is written here")
THE_SELECTION = Text("名次由此产生", "the order comes from here")
THE_CANDIDATES = Text("列入排名的条件", "who is among the candidates")
NOTHING = Const(0, RATIONAL)


class Contest(Struct, frozen=True):
    """People for whom a decision is yes, ordered by a score. `own_score`: this document wrote the score. `some`: a few
    of those people, of one day and unit: two of them are as good as two whom the prover finds, and cost less."""

    selection: Selection
    scoring: Scoring
    own_score: bool
    moved: frozenset[str]
    some: tuple[Evaluation, ...]


def examine_selections(under: Examination) -> Iterator[Outcome]:
    for layer, selection in of_chain(under, Selection):
        if layer == under.layer:
            yield from _parts(under, selection)
    yield from _ranked(under)


# -- the parts of a score


def _parts(under: Examination, selection: Selection) -> Iterator[Outcome]:
    for key in (*selection.keys, *selection.ties):
        name = key.value.symbol.name if isinstance(key.value, Ref) else ""
        found = in_force(under, Scoring, name)
        if found is None or len(found[1].parts) < 2 or _same_above(under, selection, name):
            continue
        contest = _contest(under, selection, found[1], own_score=found[0] == under.layer)
        alive: list[ScorePart] = []
        for part in found[1].parts:
            outcome = _dead(under, contest, part)
            if outcome is not None:
                yield outcome
                if outcome.verdict is Verdict.PROVED:
                    alive.append(part)
        if len(alive) > 1:
            for part in alive:
                yield _alone(under, contest, part, tuple(other for other in alive if other is not part))


def _contest(under: Examination, selection: Selection, scoring: Scoring, *, own_score: bool) -> Contest:
    program = under.program
    rules = (rule_of(program, selection.among), rule_of(program, scoring.name))
    of_unit = {fact.name for fact in program.vocabulary.facts if fact.of_unit}  # they compete within a unit
    read = frozenset(reads_of_expr(program, *program.coverage, *rules))
    someone = somebody(under, selection.among)
    some: tuple[Evaluation, ...] = ()
    if isinstance(someone, Found):
        known = evaluated(under, someone.persons[0])
        free = [fact for fact in program.vocabulary.facts if fact.name in read - of_unit]
        some = (known, *people_near(under, selection.among, known, free))
    return Contest(selection, scoring, own_score, reaches(program, read) - of_unit, some)


def _same_above(under: Examination, selection: Selection, score: str) -> bool:
    """Whether the documents above select the same people by the same score."""
    program, above = under.program, under.before
    if above is None or set(program.coverage) != set(above.coverage):
        return False
    if not (under.keeps(program.top[selection.among]) and under.keeps(program.top[score])):
        return False
    return any(
        layer < under.layer
        and other.among == selection.among
        and any(isinstance(k.value, Ref) and k.value.symbol.name == score for k in (*other.keys, *other.ties))
        for layer, other in of_chain(under, Selection)
    )


def _adds(under: Examination, part: ScorePart) -> Expr:
    """What the part adds to the score, or takes from it."""
    points = rule_of(under.program, part.norm)
    if part.form is PartForm.WEIGHT and part.weight is not None:
        return Apply(Op.MUL, (part.weight, points), RATIONAL)
    return points


def _two(under: Examination, contest: Contest, further: tuple[Condition, ...]) -> Question:
    """Two eligible people on one day, who have nothing else in common."""
    program, rule = under.program, rule_of(under.program, contest.selection.among)
    both = (*scope_conditions(program), *scope_conditions(program, person=1))
    eligible = (Wanted(0, program, rule, True), Wanted(1, program, rule, True))
    return Question((*both, *eligible, *further), moved=contest.moved)


def _dead(under: Examination, contest: Contest, part: ScorePart) -> Outcome | None:
    """None where nobody is eligible, or the part has no value for anybody who is."""
    program, adds = under.program, _adds(under, part)
    name, about = contest.selection.name, f"{contest.scoring.name}#{part.norm}"
    rule = rule_of(program, contest.selection.among)
    valued = (Wanted(0, program, rule, True), Wanted(0, program, has_value(adds), True))
    articles = articles_of(contest.selection.place, part.place)
    sound = Outcome(name, articles, Verdict.PROVED, about=about)
    if len({person.value_of(adds).value for person in contest.some} - {None}) > 1:
        return sound
    answer = under.prover.decide(_two(under, contest, (Compared(program, adds, "other"),)), shown=False)
    if isinstance(answer, Found):
        return sound
    if isinstance(answer, Nobody):
        anybody = under.prover.decide(Question((*under.in_scope, *valued)))
        if isinstance(anybody, Nobody):
            return None
        if isinstance(anybody, Found):
            points = rule_of(program, part.norm)
            value = value_in_words(program, anybody.persons[0], points)
            place, related = _place(contest, part)
            finding = DEAD_PART.at(
                place,
                subject=name,
                part=part.name,
                among=contest.selection.among,
                score=contest.scoring.name,
                value=value,
                related=related,
            )
            evidence = single(program, anybody, points, {"here": value}, (place,))
            return Outcome(
                name,
                articles,
                Verdict.REFUTED,
                (replace(finding, evidence=evidence, distinguishing=about),),
                about,
            )
        answer = anybody
    return replace(undecided(PAGE, name, contest.selection.place, answer), about=about)


def _alone(under: Examination, contest: Contest, part: ScorePart, others: tuple[ScorePart, ...]) -> Outcome:
    """Whether whoever has more of the part always has the better score. `others`: parts that are not dead."""
    program, adds = under.program, _adds(under, part)
    name, about = contest.selection.name, f"{contest.scoring.name}#{part.norm}#"
    articles = articles_of(contest.selection.place, part.place)
    score = rule_of(program, contest.scoring.name)
    takes = part.form is PartForm.DEDUCTION
    if _some_fare_otherwise(contest, adds, score, -1 if takes else 1):
        return Outcome(name, articles, Verdict.PROVED, about=about)
    more = Spaced(program, adds, Op.GT, NOTHING)
    against = Spaced(program, score, Op.GE if takes else Op.LE, NOTHING)
    answer = under.prover.decide(_two(under, contest, (more, against)), shown=False)
    if isinstance(answer, Nobody):
        shown = _in_spite_of(under, contest, (more,), others, takes=takes)
        if isinstance(shown, Found):
            place, related = _place(contest, part)
            finding = PART_ALONE.at(place, subject=name, part=part.name, score=contest.scoring.name, related=related)
            evidence = pair(program, shown, score, (place,))
            told = (replace(finding, evidence=evidence, distinguishing=about),)
            return Outcome(name, articles, Verdict.REFUTED, told, about)
        answer = shown
    if isinstance(answer, Undecided):
        return replace(undecided(PAGE, name, contest.selection.place, answer), about=about)
    return Outcome(name, articles, Verdict.PROVED, about=about)


def _some_fare_otherwise(contest: Contest, adds: Expr, score: Expr, sign: int) -> bool:
    """Whether of two of the few people known one has more of the part, and no better score."""
    known = [(person.value_of(adds).value, person.value_of(score).value) for person in contest.some]
    numbers = [(p, s) for p, s in known if isinstance(p, int | Fraction) and isinstance(s, int | Fraction)]
    pairs = permutations(dict.fromkeys(numbers), 2)
    return any(more > less and (better - worse) * sign <= 0 for (less, worse), (more, better) in pairs)


def _in_spite_of(
    under: Examination,
    contest: Contest,
    more: tuple[Condition, ...],
    others: tuple[ScorePart, ...],
    *,
    takes: bool,
) -> Answer:
    """Two who differ in the part, and in another one the other way round."""
    for other in others:
        other_way = (other.form is PartForm.DEDUCTION) is takes
        less = Spaced(under.program, _adds(under, other), Op.LT if other_way else Op.GT, NOTHING)
        answer = under.prover.decide(_two(under, contest, (*more, less)))
        if isinstance(answer, Found):
            return answer
    return under.prover.decide(_two(under, contest, more))


def _place(contest: Contest, part: ScorePart) -> tuple[Place, tuple[Citation, ...]]:
    if contest.own_score:
        return part.place, (Citation(contest.selection.place, THE_SELECTION),)
    return contest.selection.place, (Citation(part.place, THE_PART),)


# -- the rank itself


def _ranked(under: Examination) -> Iterator[Outcome]:
    for layer, outcome in of_chain(under, AdverseOutcome):
        found = in_force(under, Selection, outcome.decision)
        if found is None or under.layer not in (layer, found[0]):
            continue
        selection = found[1]
        rule = rule_of(under.program, selection.among)
        spared = Wanted(0, under.program, surely(rule), False)
        answer = under.prover.decide(Question((*under.in_scope, spared)), shown=False)
        own, other = (outcome.place, selection.place) if layer == under.layer else (selection.place, outcome.place)
        articles, about = articles_of(outcome.place, selection.place), "#"
        if isinstance(answer, Undecided):
            yield replace(undecided(PAGE, selection.name, own, answer), about=about)
        elif isinstance(answer, Found):
            yield Outcome(selection.name, articles, Verdict.PROVED, about=about)
        else:
            finding = _rank_alone(under, selection, own, other)
            yield Outcome(selection.name, articles, Verdict.REFUTED, (finding,), about)


def _rank_alone(under: Examination, selection: Selection, own: Place, other: Place) -> Finding:
    """With an ordinary person, who is among the candidates."""
    program, rule = under.program, rule_of(under.program, selection.among)
    candidates = program.definitions[rule.symbol].place
    cited = [Citation(p, said) for p, said in ((other, THE_SELECTION), (candidates, THE_CANDIDATES)) if p != own]
    finding = RANK_ALONE.at(own, subject=selection.name, among=selection.among, related=tuple(cited))
    anybody = under.prover.decide(Question((*under.in_scope, Wanted(0, program, rule, True))))
    evidence = single(program, anybody, rule, {"here": "是"}, (own,)) if isinstance(anybody, Found) else None
    return replace(finding, evidence=evidence, distinguishing="#")
