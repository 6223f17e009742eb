"""What a unit file gives cause to look at, in sentences, under the proposal.

Invariants: every line has gone through `Paper.fit`; the article stands beside everything that a document says; nothing
that was only counted is called a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.diagnostics import Place, Severity, Text
from rankdsl.explanation.wording import many, value_text
from rankdsl.ir.values import Exact
from rankdsl.population.alerts.told import Remark, Stopped, Total, Unsettled, Warnings
from rankdsl.population.alerts.wording import ASSUMED, why
from rankdsl.population.proposal import Proposal
from rankdsl.population.roster import Member
from rankdsl.reporters.articles import articles_in_words
from rankdsl.reporters.paper import Paper

MOST_UNSETTLED = 5
"""Of those whose amount is not known, so many are named."""


def warnings_text(warnings: Warnings, proposal: Proposal, paper: Paper) -> str:
    """Nothing where there is nothing to say."""
    lines = list(_Telling(warnings, proposal, paper).lines())
    return "\n".join(lines) + "\n" if lines else ""


class _Telling:
    def __init__(self, warnings: Warnings, proposal: Proposal, paper: Paper) -> None:
        self.warnings = warnings
        self.proposal = proposal
        self.paper = paper

    def lines(self) -> Iterator[str]:
        yield from self._stopped()
        if self.warnings.totals:
            yield from ("", self._strong(Text("总额", "totals")))
            for total in self.warnings.totals:
                yield from self._total(total)
        if self.warnings.remarks:
            yield from ("", self._strong(Text("请核对", "to be looked at")))
            for remark in self.warnings.remarks:
                yield from self._remark(remark)

    # -- applications

    def _stopped(self) -> Iterator[str]:
        w = self.warnings
        if w.stopped is None:
            return
        number = len(w.stopped)
        if w.applicants is None and not number:
            return
        if w.applicants is None:
            head = Text(
                f"不符合条件的{number}名，原因如下",
                f"why {'this person' if number == 1 else f'each of the {number}'} is not eligible",
            )
        else:
            head = Text(
                f"申报{w.applicants}名，应当拦下{number}名",
                f"{many(w.applicants, 'application')}, {number} to be stopped",
            )
        if w.undetermined:
            names = [self._name(member) for member in w.undetermined]
            head += Text(f"，不能确定{len(names)}名：{'、'.join(names)}", f", undetermined: {', '.join(names)}")
        yield from ("", self._strong(head))
        for each in w.stopped:
            yield from self._one(each)
        if any(stop.over is not None for each in w.stopped for stop in each.stops):
            yield "  " + self.paper.style(self._say(ASSUMED), "faint")

    def _one(self, each: Stopped) -> Iterator[str]:
        name = self._name(each.member)
        for stop in each.stops:
            at, words = self._at(stop.place), self._say(why(stop))
            within = self.paper.choose("、", ", ").join(self._at(place) for place in stop.within)
            yield f"  {name}{self._colon()}{at} {words}{self._in_brackets(within)}"

    # -- totals

    def _total(self, total: Total) -> Iterator[str]:
        amount = self._amount
        parts = [
            self.paper.choose(f"{addend.people}人 × ", f"{addend.people} × ") + amount(total, addend.amount)
            for addend in total.addends
        ]
        words = " + ".join(parts) or "0"
        if total.kept is None:
            result = self._warned(Text("不能确定是否超过", "whether it is kept cannot be determined"))
        elif total.kept:
            result = self._say(Text("没有超过", "kept"))
        else:
            result = self._warned(Text("超过", "exceeded"))
        if not total.unsettled and total.least is not None:
            words += f" = {amount(total, total.least)}"
            if total.kept is False and total.limit is not None:
                result += f" {amount(total, total.least - total.limit)}"
        comma = self.paper.choose("，", ", ")
        limit = self._limit(total)
        name = self.paper.fit(total.subject)
        yield f"  {name}{self._colon()}{words}{comma}{limit}{comma}{result}{self._in_brackets(self._at(total.place))}"
        for each in total.unsettled[:MOST_UNSETTLED]:
            yield "    " + self._unsettled(each)
        if len(total.unsettled) > MOST_UNSETTLED:
            rest = len(total.unsettled) - MOST_UNSETTLED
            yield "    " + self._say(Text(f"另有{rest}名也不能确定", f"nor can {rest} more"))

    def _limit(self, total: Total) -> str:
        if total.limit is not None:
            return self._say(Text("限额 ", "limit ")) + self._amount(total, total.limit)
        missing = "、".join(total.limit_missing)
        words = Text(f"限额不能确定：没有写明{missing}", f"the limit cannot be determined: {missing} not given")
        return self._say(words if missing else Text("限额没有结果", "the document gives no limit"))

    def _amount(self, total: Total, value: Exact) -> str:
        return self._say(value_text(value, total.type))

    def _unsettled(self, each: Unsettled) -> str:
        parts = [Text("不能确定", "cannot be determined")]
        if each.missing:
            parts.append(Text(f"缺少{'、'.join(each.missing)}", f"{', '.join(each.missing)} not given"))
        parts += each.reasons
        return self._name(each.member) + self._colon() + self._say(Text.join(parts, "，", ", "))

    # -- remarks

    def _remark(self, remark: Remark) -> Iterator[str]:
        note = remark.severity is Severity.NOTE
        head = Text("提示：", "note: ") if note else Text("注意：", "attention: ")
        style = "note" if note else "warning"
        yield f"  {self.paper.style(self._say(head), style)}{self._say(remark.message)}{self._in_file(remark.place)}"
        yield "    " + self.paper.style(self._say(remark.help), "faint")

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

    def _at(self, place: Place) -> str:
        if place.document == self.proposal.document.title:
            return self.paper.fit(f"{place.article or ''}{place.item or ''}")
        return articles_in_words((place,), self.paper) if place.document else ""

    def _in_file(self, place: Place) -> str:
        """The line of the unit file; articles stand in the message."""
        if place.span is None or place.document:
            return ""
        line = place.span.file.position(place.span.start)[0]
        return self._in_brackets(self.paper.fit(f"{place.span.file.path}:{line}"))
