"""Who is proposed for a unit, and why, in sentences that can be read aloud in the unit.

Invariants: every line has gone through `Paper.fit`; the article stands beside everything that a document says; who is
undetermined is never shown among those selected; figures are exact, or said to be rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.wording import answer_text, many
from rankdsl.ir.mechanisms import PartForm
from rankdsl.ir.values import Exact, Scalar, render_exact
from rankdsl.population.ordering import difference
from rankdsl.population.proposal import Bar, Cut, KeyShown, Open, PartShown, Proposal, Ranked, ScoreShown
from rankdsl.population.roster import Member
from rankdsl.population.selecting import Fate
from rankdsl.reporters.articles import articles_in_words
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.proposal_slots import pool_lines, slots_lines

MOST_NAMED = 10
"""Of several about whom the same is open, so many are named."""


def proposal_text(proposal: Proposal, paper: Paper, *, everybody: bool = False) -> str:
    """`everybody`: all names and everybody's score, not only of those selected and those at the cut."""
    told = _Telling(proposal, paper, everybody)
    return "\n".join(told.lines()).strip("\n") + "\n"


def member_text(proposal: Proposal, id_: str, paper: Paper) -> str:
    """What becomes of one person of the unit; nothing for somebody who is not eligible, which the explanation says."""
    told = _Telling(proposal, paper, everybody=True)
    lines = list(told.member(id_))
    return "\n".join(["", *lines, ""]) if lines else ""


class _Telling:
    def __init__(self, proposal: Proposal, paper: Paper, everybody: bool) -> None:
        self.proposal = proposal
        self.paper = paper
        self.everybody = everybody

    def lines(self) -> Iterator[str]:
        yield from self._head()
        for place, why in self.proposal.obstacles:
            at = self._at(place)
            nobody = self._warned(Text("不能提出人选", "nobody can be proposed"))
            yield from ("", nobody + self._colon() + self._say(why) + self._in_brackets(at))
        if not self.proposal.complete:
            words = Text(
                "情形太多，没有全部算完：以下没有写明入选的，都不能确定",
                "there are too many possibilities to look into all: who is not shown as selected is undetermined",
            )
            yield from ("", self._warned(words))
        yield from self._selected()
        yield from slots_lines(self.proposal, self.paper, self._at)
        yield from self._barred()
        yield from self._opens()
        yield from self._queue()
        yield from pool_lines(self.proposal, self.paper)

    def member(self, id_: str) -> Iterator[str]:
        """One person: place, score, and where the target ended."""
        for each in self.proposal.ranked:
            if each.member.id == id_:
                wanting = [other for other in self.proposal.ranked if other.target == each.target]
                yield self._strong(self._target_head(each.target, wanting))
                yield from self._person(each)
                for cut in self.proposal.cuts:
                    if cut.target == each.target and each.fate is not Fate.SELECTED:
                        yield from self._cut(_as_seen_by(each, cut))
        for open_ in self.proposal.opens:
            if open_.member.id == id_:
                yield self._warned(Text("不能确定", "cannot be determined")) + self._colon() + self._open(open_)

    # -- words

    def _say(self, text: Text) -> str:
        return self.paper.say(text)

    def _warned(self, text: Text) -> str:
        return self.paper.style(self._say(text), "warning")

    def _strong(self, text: Text) -> str:
        return self.paper.style(self._say(text), "strong")

    def _colon(self) -> str:
        return self.paper.choose("：", ": ")

    def _in_brackets(self, words: str) -> str:
        return self.paper.choose("（", " (") + words + self.paper.choose("）", ")") if words else ""

    def _name(self, member: Member) -> str:
        if member.name == member.id:
            return self.paper.fit(member.name)
        return self.paper.choose(f"{member.name}（{member.id}）", f"{member.name} ({member.id})")

    def _at(self, *places: Place) -> str:
        """Articles; those of the document itself without its title, which stands above everything."""
        title = self.proposal.document.title
        if all(place.document == title for place in places):
            named = (self.paper.fit(f"{place.article or ''}{place.item or ''}") for place in places)
            return self.paper.choose("、", ", ").join(named)
        return articles_in_words(places, self.paper) if any(place.document for place in places) else ""

    # -- parts

    def _head(self) -> Iterator[str]:
        p = self.proposal
        chosen, unsettled = len(p.of(Fate.SELECTED)), len(p.of(Fate.UNDETERMINED))
        unit = Text(f"{p.unit.name} {Text.day(p.as_of).zh}", f"{p.unit.name}, {Text.day(p.as_of).en}")
        if p.obstacles:
            result = Text("没有提出人选", "nobody is proposed")
        else:
            result = Text(f"拟晋升{chosen}名", f"{chosen} proposed")
            if unsettled:
                result += Text(f"，另有{unsettled}名不能确定", f", {unsettled} more undetermined")
        yield self._strong(unit + Text("：", ": ") + result)
        rule = f"{p.selection.place.citation} {' '.join(p.selection.written.split())}"
        yield self.paper.style(self._say(Text(f"依据：{rule}", f"by {rule}")), "faint")
        counts = Text(
            f"人员{p.people}名：符合条件{p.queue.eligible}名，不符合{len(p.barred)}名",
            f"{p.people} people: {p.queue.eligible} eligible, {len(p.barred)} not eligible",
        )
        unknown = self._doubtful()
        if unknown:
            counts += Text(f"，不能确定{unknown}名", f", {unknown} cannot be determined")
        yield self._say(counts)

    def _doubtful(self) -> int:
        """Of how many it is not known whether they are eligible."""
        return self.proposal.people - self.proposal.queue.eligible - len(self.proposal.barred)

    def _selected(self) -> Iterator[str]:
        cuts = {cut.target: cut for cut in self.proposal.cuts}
        if not self.proposal.ranked:
            return
        for target in dict.fromkeys(each.target for each in self.proposal.ranked):
            wanting = [each for each in self.proposal.ranked if each.target == target]
            yield from ("", self._strong(self._target_head(target, wanting)))
            whole = self.everybody or bool(self.proposal.obstacles)
            shown = wanting if whole else [r for r in wanting if r.fate is Fate.SELECTED]
            for each in shown:
                yield from self._person(each)
            if target in cuts:
                yield from self._cut(cuts[target])

    def _target_head(self, target: str, wanting: Sequence[Ranked]) -> Text:
        if self.proposal.obstacles:
            to = Text(f"晋升{target}：", f"to {target}: ") if target else Text("", "")
            return to + Text(f"符合条件{len(wanting)}名，次序如下", f"{len(wanting)} eligible, in this order")
        chosen = sum(each.fate is Fate.SELECTED for each in wanting)
        if not target:
            return Text(f"入选{chosen}名（符合条件{len(wanting)}名）", f"{chosen} selected of {len(wanting)} eligible")
        words = Text(f"晋升{target}：{chosen}名", f"to {target}: {chosen} of {len(wanting)} eligible")
        unsettled = sum(each.fate is Fate.UNDETERMINED for each in wanting)
        words += Text(f"，不能确定{unsettled}名", f", {unsettled} undetermined") if unsettled else Text("", "")
        return words + Text(f"（符合条件{len(wanting)}名）", "")

    def _person(self, each: Ranked) -> Iterator[str]:
        rank = "-" if each.rank is None else str(each.rank)
        words = f"  {rank:>3}  {self._name(each.member)}"
        if each.current:
            words += self.paper.fit(f"  {each.current} → {each.target}")
        keys = self.paper.choose("，", ", ").join(self._key(key) for key in each.keys)
        words += f"  {keys}"
        marks = [_FATES[each.fate]] if each.fate in _FATES and self.everybody else []
        if each.contingent:
            marks.append(Text("视不能确定的人而定", "depends on those who cannot be determined"))
        words += self._in_brackets(self._say(Text.join(marks, "，", ", "))) if marks else ""
        yield words
        for key in each.keys:
            if key.score is not None:
                yield "       " + self.paper.style(self._breakdown(key.score), "faint")

    def _key(self, key: KeyShown) -> str:
        return self._say(Text(f"{key.name} ", f"{key.name} ") + answer_text(key.answer, key.type) + _about(key.value))

    def _breakdown(self, score: ScoreShown) -> str:
        """`第二条（一）年限分 100 × 40% = 40；（二）…；`"""
        counted = [part for part in score.parts if part.counts]
        parts = [self.paper.fit(_part(part, self.paper.language)) + self._changed(part) for part in counted]
        words = self.paper.choose("；", "; ").join(parts) if score.parts else self._say(_NOT_ITS_PARTS)
        article = self._at(score.place)
        lowest = ""
        if score.raised and score.lowest is not None:
            least = render_exact(score.lowest)
            lowest = self._say(Text(f"；不足最低分，按{least}计", f"; below the lowest score, so {least} counts"))
        return f"{article}{self._colon()}{words}{lowest}" if article else words + lowest

    def _changed(self, part: PartShown) -> str:
        """Which article of another document says the points."""
        if part.said.document == part.place.document:
            return ""
        at = self.paper.fit(part.said.citation)
        return self.paper.choose(f"（{at}）", f" ({at})")

    def _cut(self, cut: Cut) -> Iterator[str]:
        if cut.tied:
            yield "  " + self._tie(cut)
            if not self.everybody:
                for each in cut.tied:
                    yield from self._person(each)
        if cut.first is None:
            return
        yield "  " + self._say(Text("未入选：", "missed: ")) + self._first(cut)
        if not self.everybody:
            yield from self._person(cut.first)
        if cut.missed > 1:
            others = cut.missed - 1
            people = "1 person" if others == 1 else f"{others} people"
            yield "  " + self._say(Text(f"其后还有{others}名", f"{people} further behind"))

    def _tie(self, cut: Cut) -> str:
        article = self.proposal.selection.place.article or ""
        if all(each.rank is not None for each in cut.tied) and len({each.rank for each in cut.tied}) == 1:
            words = Text(
                f"不能确定：这{len(cut.tied)}名次序相同，{article}没有规定谁在先：",
                f"undetermined: these {len(cut.tied)} stand equal, and {article} does not say who goes first: ",
            )
        else:
            words = Text(
                f"不能确定：按{article}，这{len(cut.tied)}名是否入选要看还没有确定的次序：",
                f"undetermined: by {article}, the order of these {len(cut.tied)} is still open: ",
            )
        names = self.paper.choose("、", ", ").join(self._name(each.member) for each in cut.tied)
        return self.paper.style(self._say(words) + names, "warning")

    def _first(self, cut: Cut) -> str:
        assert cut.first is not None
        if cut.lines:
            labels = Text.join([Text(f"“{line.label}”", f"“{line.label}”") for line in cut.lines], "、", ", ")
            full = labels + (Text("已满", " full") if any(line.capacity > 0 for line in cut.lines) else _NO_SLOTS)
            at = self._at(*(line.place for line in cut.lines))
            why = self._say(full) + self._in_brackets(at)
        else:
            why = self._say(Text("名额已满", "all places are taken"))
        gap = ""
        if cut.key is not None and cut.last is not None:
            far = cut.gap if cut.gap is not None else Text("在后", "behind")
            name = cut.last.member.name
            against = Text(f"与{name}相比，{cut.key} ", f"compared with {name}, {cut.key} ")
            gap = self.paper.choose("；", "; ") + self._say(against + far)
        return why + gap

    def _barred(self) -> Iterator[str]:
        p = self.proposal
        if not p.bars:
            return
        yield from ("", self._strong(Text("不符合条件的", "not eligible")))
        for bar in p.bars:
            yield "  " + self._bar(bar)
            if self.everybody:
                yield "      " + self.paper.choose("、", ", ").join(self._name(m) for m in bar.members)

    def _bar(self, bar: Bar) -> str:
        at = self._at(bar.place)
        words = Text(f"{bar.words.zh}：{len(bar.members)}名", f"{bar.words.en}: {len(bar.members)}")
        only = Text(f"（只差这一项的{bar.only}名）", f" ({bar.only} of them only by this)")
        return f"{at} " + self._say(words) + (self._say(only) if bar.only else "")

    def _opens(self) -> Iterator[str]:
        if not self.proposal.opens:
            return
        yield from ("", self._strong(Text("不能确定的", "cannot be determined")))
        alike: dict[str, list[Member]] = {}
        for each in self.proposal.opens:
            alike.setdefault(self._open(each), []).append(each.member)
        for words, members in alike.items():
            yield "  " + self._names(members) + self._colon() + words
        lacking = {each.member.id for each in self.proposal.opens if each.missing}
        if 2 * len(lacking) > self.proposal.people and not any(m.typical for m in self.proposal.members):
            ordinary = Text(
                "没有写明的事实都是通常情况的，在 table 或者每个人名下写 typical: true",
                "if the facts that are not given are the ordinary ones, write typical: true under table or each person",
            )
            yield "  " + self.paper.style(self._say(ordinary), "faint")

    def _names(self, members: Sequence[Member]) -> str:
        """All of them, or the first and how many there are."""
        shown = members if self.everybody else members[:MOST_NAMED]
        names = self.paper.choose("、", ", ").join(map(self._name, shown))
        rest = len(members) - len(shown)
        return names + (self._say(Text(f"等{len(members)}名", f" and {rest} more")) if rest else "")

    def _open(self, each: Open) -> str:
        parts = [each.what]
        if each.missing:
            parts.append(Text(f"缺少{'、'.join(each.missing)}", f"{', '.join(each.missing)} not given"))
        parts += each.reasons
        return self._say(Text.join(parts, "，", ", "))

    def _queue(self) -> Iterator[str]:
        queue = self.proposal.queue
        doubtful = self._doubtful()
        beside = Text(f"（不能确定的{doubtful}名不在内）", f" ({doubtful} undetermined not counted)")
        eligible = Text(f"排队：符合条件{queue.eligible}名", f"the queue: {queue.eligible} eligible")
        eligible += beside if doubtful else Text("", "")
        yield ""
        if queue.per_year is None:
            yield self._say(
                eligible
                + Text(
                    "；一年有多少职数不知道（没有写 slots_per_year），排多久算不出来",
                    "; how many slots there are in a year is not known (the unit file does not give slots_per_year), "
                    "so its length cannot be told",
                )
            )
            return
        assert queue.years is not None
        years, rounded = _one_place(queue.years)
        slots = render_exact(queue.per_year)
        about = Text(f"大约要{years}年", f"about {years}") if rounded else Text(f"要{years}年", years)
        waiting = eligible + Text(f"，一年{slots}个职数，轮完一遍", f", {many(queue.per_year, 'slot')} a year: ")
        noun = "year" if years == "1" else "years"
        yield self._say(waiting + about + Text("", f" {noun} for everybody to have a turn"))


def _as_seen_by(each: Ranked, cut: Cut) -> Cut:
    """The cut with this person as the one who missed."""
    if each.fate is not Fate.MISSED:
        return replace(cut, first=None)
    key, gap = (None, None) if cut.last is None else difference(cut.last, each)
    return replace(cut, first=each, key=key, gap=gap, missed=1)


def _about(value: Scalar | None) -> Text:
    """What a number that has no end as a decimal comes to, said to be rounded."""
    if not isinstance(value, Fraction) or "/" not in render_exact(value):
        return Text("", "")
    about = render_exact(Fraction(floor(value * 100 + Fraction(1, 2)), 100))
    return Text(f"（约{about}）", f" (about {about})")


_NOT_ITS_PARTS = Text("例外或者修改写明了得分，不是各项相加", "an exception or amendment says the score, not its parts")
_NO_SLOTS = Text("没有职数", ": no slots")
_FATES: dict[Fate | None, Text] = {
    Fate.SELECTED: Text("入选", "selected"),
    Fate.UNDETERMINED: Text("不能确定", "undetermined"),
    Fate.MISSED: Text("未入选", "missed"),
}


def _part(part: PartShown, language: str) -> str:
    name = f"{part.place.item or ''}{part.name}"
    if part.points is None:
        return f"{name} {'不能确定' if language == 'zh' else 'not determinable'}"
    points = render_exact(part.points)
    match part.form:
        case PartForm.WEIGHT if part.weight is not None and part.contribution is not None:
            return f"{name} {points} × {render_exact(part.weight * 100)}% = {render_exact(part.contribution)}"
        case PartForm.DEDUCTION:
            return f"{name} −{points}" if part.points else f"{name} 0"
        case _:
            return f"{name} {points}"


def _one_place(value: Exact) -> tuple[str, bool]:
    """To one decimal place, half up, and whether anything was rounded."""
    tenths = Fraction(floor(Fraction(value) * 10 + Fraction(1, 2)), 10)
    return render_exact(tenths), tenths != value
