"""Who was really promoted, as the unit file says, beside who would have come first by the rules.

    selected:
      people: ["02", "05"]
      skipped:
        - {id: "01", reason: 本人书面放弃}

The file gives the unit as it stood before that round. What differs is a note: there may be reasons that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place, Severity, Text
from rankdsl.explanation.wording import answer_text
from rankdsl.ir.facts import Fact
from rankdsl.ir.types import Truth
from rankdsl.population.alerts import messages
from rankdsl.population.alerts.told import About, Remark
from rankdsl.population.proposal import Proposal, Ranked
from rankdsl.population.roster import Member, Roster
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

REASON = Text(
    "有理由的，在 selected 的 skipped 中写明；名次和得分按本文件的事实算出，与当时不同的，请核对",
    "where there was a reason, write it under skipped; places and scores follow from the facts of this file: see "
    "whether they are those of that time",
)
NOT_MET = Text(
    "核对当时的事实；按本文件的事实确实不符合的，应当纠正",
    "see whether the facts are those of that time; otherwise the promotion has to be put right",
)
OPEN = Text("把缺少的事实写明", "give what is missing")
TOO_MANY = Text(
    "核对 selected 和当时的职数；有另外批准的职数的，写进文件的周转池或者单位的事实，否则应当纠正",
    "see whether selected and the slots are those of that time; slots that were granted belong into the document's "
    "pool or the facts of the unit; otherwise the promotions have to be put right",
)
MOST_NAMED = 3
"""Of several who were selected before somebody, so many are named."""


class Round(Struct, frozen=True):
    """selected: identity to where it stands; reasons: of those who were passed over."""

    selected: Mapping[str, Place]
    reasons: Mapping[str, str]
    place: Place


def read_round(node: Node, roster: Roster) -> tuple[Round, tuple[Finding, ...]]:
    """The value of `selected`, whose structure was checked, and identities that nobody has or that stand twice."""
    findings: list[Finding] = []
    people = node.get("people") if isinstance(node, MappingNode) else None
    skipped = node.get("skipped") if isinstance(node, MappingNode) else None
    selected: dict[str, Place] = {}
    reasons: dict[str, str] = {}
    for written in people.items if isinstance(people, SequenceNode) else ():
        if isinstance(written, ScalarNode):
            id_ = canonical(written.text)
            findings += _wrong(written, selected, roster)
            selected.setdefault(id_, Place(written.span))
    for entry in skipped.items if isinstance(skipped, SequenceNode) else ():
        who = entry.scalar("id") if isinstance(entry, MappingNode) else None
        reason = entry.scalar("reason") if isinstance(entry, MappingNode) else None
        if who is not None and reason is not None:
            id_ = canonical(who.text)
            findings += _wrong(who, {**selected, **reasons}, roster)
            reasons[id_] = reason.text.strip()
    return Round(selected, reasons, Place(node.span)), tuple(findings)


def _wrong(written: ScalarNode, before: Mapping[str, object], roster: Roster) -> Iterator[Finding]:
    id_, place = canonical(written.text), Place(written.span)
    if roster.member(id_) is None:
        yield messages.nobody(id_, place, roster)
    elif id_ in before:
        yield messages.NAMED_TWICE.at(place, subject=id_, id=id_)


def compared(done: Round, proposal: Proposal, facts: Sequence[Fact]) -> Iterator[Remark]:
    """facts: of the vocabulary."""
    protected = [fact for fact in facts if fact.protected and isinstance(fact.type, Truth)]
    ranked = {each.member.id: each for each in proposal.ranked}
    members = {member.id: member for member in proposal.members}
    for id_, place in done.selected.items():
        if id_ not in ranked:
            yield _unranked(members[id_], place, proposal)
    for each in proposal.ranked:
        if each.member.id in done.selected or each.member.id in done.reasons:
            continue
        behind = [ranked[id_] for id_ in done.selected if id_ in ranked and _before(each, ranked[id_])]
        if behind:
            yield _passed_over(each, behind, done, proposal, protected)
    yield from _too_many(done, proposal, ranked)


def _too_many(done: Round, proposal: Proposal, ranked: Mapping[str, Ranked]) -> Iterator[Remark]:
    """Lines that hold more people after the round than there are slots, and than before. Who was selected and is not
    eligible goes nowhere that is known: he only leaves."""
    chosen = [ranked[id_] for id_ in done.selected if id_ in ranked]
    if proposal.take is not None and len(done.selected) > proposal.take:
        place, many = proposal.selection.place, len(done.selected)
        message = Text(
            f"实际晋升{many}名，多于{place.citation}所取的{proposal.take}名",
            f"{many} people were selected, more than the {proposal.take} that {place.citation} takes",
        )
        members = tuple(member for member in proposal.members if member.id in done.selected)
        figures = {"selected": many, "slots": proposal.take}
        yield Remark(About.OVER_SLOTS, Severity.WARNING, message, TOO_MANY, done.place, members, (place,), figures)
    others = [m for m in proposal.members if m.id in done.selected and m.id not in ranked]
    for line in proposal.lines:
        came = [r for r in chosen if r.target in line.values and r.current not in line.values]
        went = sum(r.current in line.values and r.target not in line.values for r in chosen)
        went += sum(member.facts.get(proposal.fact) in line.values for member in others)
        after, slots = line.held + len(came) - went, max(0, line.capacity)
        if line.held < after > slots:
            at = line.place.citation
            names = [r.member.name for r in came[:MOST_NAMED]]
            rest = len(came) - len(names)
            zh, en = "、".join(names), ", ".join(names)
            message = Text(
                f"实际晋升以后，“{line.label}”有{after}名，多于{at}的{slots}名；新晋升的是"
                f"{zh}{f'等{len(came)}人' if rest else ''}",
                f"after those who were selected, “{line.label}” has {after} people, more than the {slots} of {at}; "
                f"newly promoted: {en}{f' and {rest} more' if rest else ''}",
            )
            members = tuple(r.member for r in came)
            figures = {"after": after, "slots": slots}
            related = (line.place,)
            yield Remark(About.OVER_SLOTS, Severity.WARNING, message, TOO_MANY, done.place, members, related, figures)


def _before(one: Ranked, other: Ranked) -> bool:
    """Whether the keys put one before another who wants the same."""
    return one.target == other.target and None not in (one.rank, other.rank) and (one.rank or 0) < (other.rank or 0)


def _unranked(member: Member, place: Place, proposal: Proposal) -> Remark:
    bars = proposal.reasons.get(member.id, ())
    if not bars:
        opens = [each for each in proposal.opens if each.member.id == member.id]
        missing = "、".join(dict.fromkeys(name for each in opens for name in each.missing))
        what = Text(f"，缺少{missing}", f": {missing} not given") if missing else Text("", "")
        message = Text(
            f"{member.name}入选，不能确定是否符合条件", f"{member.name} was selected, and may or may not be eligible"
        )
        return Remark(About.CANNOT_COMPARE, Severity.WARNING, message + what, OPEN, place, (member,))
    at = "、".join(bar.place.citation for bar in bars)
    message = Text(f"{member.name}入选，但是不符合{at}", f"{member.name} was selected and does not meet {at}")
    related = tuple(bar.place for bar in bars)
    return Remark(About.NOT_ELIGIBLE, Severity.WARNING, message, NOT_MET, place, (member,), related)


def _passed_over(
    each: Ranked, behind: Sequence[Ranked], done: Round, proposal: Proposal, protected: Sequence[Fact]
) -> Remark:
    place = proposal.selection.place
    keys = 1 + max(_difference(each, other) for other in behind)
    own, theirs = _values(each, keys), [_values(other, keys) for other in behind[:MOST_NAMED]]
    name = each.member.name
    more = len(behind) - MOST_NAMED
    shown = [
        Text(f"{other.member.name}（{value.zh}）", f"{other.member.name} ({value.en})")
        for other, value in zip(behind, theirs, strict=False)
    ]
    names = Text.join(shown, "、", ", ")
    names += Text(f"等{len(behind)}人", f" and {more} more") if more > 0 else Text("", "")
    message = Text(
        f"{name}（{own.zh}）符合条件，按{place.citation}排在入选的{names.zh}之前，没有入选，也没有写明理由",
        f"{name} ({own.en}) is eligible and by {place.citation} comes before {names.en}, who "
        f"{'were' if len(behind) > 1 else 'was'} selected; {name} was not, and no reason is given",
    )
    for other in behind:
        for fact in protected:
            if other.member.facts.get(fact.name) is True:
                message += Text(
                    f"；另外，{other.member.name}的“{fact.name}”为是（只是并列指出，不表示由此造成）",
                    f"; beside this, “{fact.name}” of {other.member.name} is yes (which is not to say that it is why)",
                )
    members = (each.member, *(b.member for b in behind))
    figures = {"selected_before": len(behind)}
    at = done.selected[behind[0].member.id]
    return Remark(About.PASSED_OVER, Severity.NOTE, message, REASON, at, members, (place,), figures)


def _difference(one: Ranked, other: Ranked) -> int:
    """The first key in which they differ."""
    return next(i for i, (a, b) in enumerate(zip(one.keys, other.keys, strict=True)) if a.value != b.value)


def _values(each: Ranked, keys: int) -> Text:
    """What the first keys are for somebody."""
    shown = [Text.same(f"{key.name} ") + answer_text(key.answer, key.type) for key in each.keys[:keys]]
    return Text.join(shown, "，", ", ")
