"""A log of dated steps against the procedure and the appeals of a document: pure, by the calendar that is given.

    check_log(log, piece.mechanisms, calendar, as_of) → findings at the lines of the log (RD407, RD507)

What the log does not say, and days that the calendar does not know, leave a verdict open; nothing is taken for granted.
A step that nothing was recorded after may still come. docs/decisions/0533-logs-of-dated-steps.md says more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice, product
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.lasting import in_words
from rankdsl.checks.superiors.steps import in_order
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Severity, Text, Verdict, did_you_mean, nearest
from rankdsl.ir.mechanisms import AdverseOutcome, Appeal, Mechanism, Procedure, Published, Step
from rankdsl.population import log_messages as messages
from rankdsl.population.logs import Log, LoggedAppeal, LoggedStep
from rankdsl.population.periods_kept import lasted, within
from rankdsl.vocabulary.calendars import Calendar

Layered = Sequence[tuple[int, Mechanism]]
Entries = Mapping[int, LoggedStep]
"""Position of a step to what was recorded of it, in the order of the procedure."""
MOST_WAYS = 400
"""Ways to match a log with a procedure that are looked at."""


def check_log(log: Log, mechanisms: Layered, calendar: Calendar, as_of: date | None = None) -> tuple[Finding, ...]:
    """mechanisms: of the whole chain (`Piece.mechanisms`); of two of a name the lowest counts. as_of: the day until
    which the log was kept; None: appeals without an answer are let pass."""
    found: list[Finding] = []
    if log.steps:
        procedure = _procedure(log, mechanisms)
        if isinstance(procedure, Finding):
            found.append(procedure)
        else:
            found += Steps(log.steps, procedure, calendar).findings()
    for appeal in log.appeals:
        found += _appeal(appeal, mechanisms, calendar, as_of)
    return tuple(sorted(found, key=lambda f: f.sort_key))


def _procedure(log: Log, mechanisms: Layered) -> Procedure | Finding:
    known = {m.name: m for _, m in mechanisms if isinstance(m, Procedure)}
    if log.procedure is None and len(known) == 1:
        return next(iter(known.values()))
    if log.procedure is None and known:
        return messages.WHICH.at(log.place, names="、".join(f"“{name}”" for name in known))
    if not known:
        return messages.NO_PROCEDURE.at(log.place)
    name = log.procedure or ""
    if name in known:
        return known[name]
    near = _near(name, known)
    what = messages.THE_PROCEDURE
    return messages.UNKNOWN_NAME.at(log.place, subject=name, name=name, what=what, near=near)


class Steps(Struct, frozen=True):
    """The entries of a log beside the steps of the procedure. A step may be recorded by the superior's name or its own.

    Where something was done twice, or a name stands twice in the procedure, entries are matched, in order, so that
    least is wrong: what was done again is no fault. Of a name that stands twice it may be that what was recorded last
    was only done again, and the step itself is still to come: what is wrong only otherwise cannot be told."""

    logged: Sequence[LoggedStep]
    procedure: Procedure
    calendar: Calendar

    def findings(self) -> tuple[Finding, ...]:
        certain = self._least_wrong(all_of_them=False)
        if not certain:
            return tuple(_uncertain(finding) for finding in self._least_wrong(all_of_them=True))
        return certain

    def _least_wrong(self, all_of_them: bool) -> tuple[Finding, ...]:
        """all_of_them: as many entries of each name count as the procedure has steps of the name."""
        logged = sorted(self.logged, key=lambda entry: entry.on)
        ways = islice(self._ways(logged, all_of_them), MOST_WAYS)
        found = [(len(entries), tuple(self._findings(entries))) for entries in ways]
        # Of several the one that leaves least out, and then what was done last.
        return min(reversed(found), key=lambda way: (len(way[1]), -way[0]))[1]

    def _findings(self, entries: Entries) -> Iterator[Finding]:
        yield from self._skipped(entries)
        by_day = sorted(entries, key=lambda at: (entries[at].on, at))
        kept = in_order({at: by_day.index(at) for at in entries})
        yield from self._moved(entries, kept)
        for at, entry in entries.items():
            step = self.procedure.steps[at]
            after = next((entries[other] for other in sorted(kept) if other > at), None) if at in kept else None
            yield from self._lasting(step, entry, after)
            yield from self._who_and_what(step, entry)

    def _ways(self, logged: Sequence[LoggedStep], all_of_them: bool) -> Iterator[Entries]:
        """Every way to match, those that leave nothing out first. Of a name that stands once nothing is left out."""
        choices: list[list[tuple[tuple[int, LoggedStep], ...]]] = []
        steps = self.procedure.steps
        for name in dict.fromkeys(step.name for step in steps):
            wanted = [at for at, step in enumerate(steps) if step.name == name]
            known = {name, *(steps[at].called for at in wanted)}
            found = [entry for entry in logged if entry.name in known]
            most = min(len(wanted), len(found))
            ways = (
                tuple(zip(some, others, strict=True))
                for count in range(most, (most if all_of_them else min(most, 1)) - 1, -1)
                for some in combinations(wanted, count)
                for others in combinations(found, count)
            )
            choices.append(list(islice(ways, MOST_WAYS)))
        for chosen in product(*choices):
            yield dict(sorted(pair for pairs in chosen for pair in pairs))

    def _skipped(self, entries: Entries) -> Iterator[Finding]:
        others = [entry.name for entry in self.logged if entry not in entries.values()]
        for at, step in enumerate(self.procedure.steps):
            later = next((entries[other] for other in sorted(entries) if other > at), None)
            if at in entries or later is None:
                continue
            near = nearest(step.called, others)
            asked = did_you_mean(near) if near else Text("", "")
            hint = Text(asked.zh, f"{asked.en} " if near else "")
            words = {"step": step.called, "later": later.name, "on": Text.day(later.on), "near": hint}
            yield self._at(messages.SKIPPED, step, later, f"缺{at}", words)

    def _moved(self, entries: Entries, kept: frozenset[int]) -> Iterator[Finding]:
        for at in (at for at in entries if at not in kept):
            entry, step = entries[at], self.procedure.steps[at]
            before = [other for other in kept if other < at and entries[other].on > entry.on]
            other = max(before) if before else min(o for o in kept if o > at and entries[o].on < entry.on)
            template = messages.EARLY if before else messages.LATE
            days = {"on": Text.day(entry.on), "other_on": Text.day(entries[other].on)}
            yield self._at(template, step, entry, "次序", {"other": entries[other].name, **days})

    def _lasting(self, step: Step, entry: LoggedStep, after: LoggedStep | None) -> Iterator[Finding]:
        """after: what was recorded next of the steps in order; where no last day is written, the step was over then."""
        yield from self._cut_short(step, entry, after)
        last = entry.until or (after.on if after is not None else None)
        if step.least is not None and last is not None:
            long_enough = lasted(step.least, entry.on, last, self.calendar)
            if long_enough is not True:
                found = self._found(step, entry, last)
                template = messages.TOO_SHORT if long_enough is False else messages.DAYS_UNKNOWN
                yield self._period(template, step, entry, last, {"least": in_words(step.least), "found": found})
        if step.most is not None and entry.until is not None:
            in_time = within(step.most, entry.on, entry.until, self.calendar)
            if in_time is not True:
                template = messages.TOO_LONG if in_time is False else messages.DAYS_UNKNOWN
                yield self._period(template, step, entry, entry.until, {"most": in_words(step.most)})

    def _cut_short(self, step: Step, entry: LoggedStep, after: LoggedStep | None) -> Iterator[Finding]:
        """The next step began before this one had run its time."""
        if step.least is None or entry.until is None or after is None or after.on >= entry.until:
            return
        if lasted(step.least, entry.on, after.on, self.calendar) is False:
            words = {"on": Text.day(after.on), "until": Text.day(entry.until), "other": entry.name}
            yield self._at(messages.BEFORE_IT_ENDED, step, after, "期满", words)

    def _found(self, step: Step, entry: LoggedStep, last: date) -> Text:
        """How long it lasted, in working days where they are asked for and known."""
        days = (last - entry.on).days
        assert step.least is not None
        worked = self.calendar.working_days_between(entry.on, last)
        if in_words(step.least).zh.endswith("个工作日") and worked is not None:
            return Text(f"{worked}个工作日", f"{worked} working day{'' if worked == 1 else 's'}")
        return Text(f"{days}日", f"{days} day{'' if days == 1 else 's'}")

    def _period(
        self, template: Diagnostic, step: Step, entry: LoggedStep, last: date, limits: Mapping[str, Text]
    ) -> Finding:
        what = "最短" if "least" in limits else "最长"
        wanted = next(iter(limits.values()))
        days = {"on": Text.day(entry.on), "until": Text.day(last)}
        return self._at(template, step, entry, what, {"wanted": wanted, **days, **limits})

    def _who_and_what(self, step: Step, entry: LoggedStep) -> Iterator[Finding]:
        unrecorded = [messages.WHO] if step.body is not None and entry.body is None else []
        if step.body is not None and entry.body is not None and entry.body != step.body:
            yield self._at(messages.OTHER_BODY, step, entry, "机构", {"body": entry.body, "wanted": step.body})
        if step.published and entry.published is None:
            unrecorded.append(messages.WHAT)
        elif step.published and entry.published is not None:
            missing = [p for p in step.published if not any(_tells(own, p) for own in entry.published)]
            if missing:
                named = Text.same("、".join(f"“{p.name}{' 明细' if p.breakdown else ''}”" for p in missing))
                yield self._at(messages.UNPUBLISHED, step, entry, "公布", {"missing": named})
        if unrecorded:
            what = Text("、".join(t.zh for t in unrecorded), " and ".join(t.en for t in unrecorded))
            yield self._at(messages.NOT_RECORDED, step, entry, "未记录", {"what": what})

    def _at(self, template: Diagnostic, step: Step, entry: LoggedStep, what: str, words: Mapping[str, Any]) -> Finding:
        """At the line of the entry."""
        related = (Citation(step.place, messages.RULE),)
        shown: dict[str, Any] = {"step": entry.name, "rule": step.place.citation, **words}
        finding = template.at(entry.place, subject=self.procedure.name, related=related, **shown)
        number = self.procedure.steps.index(step)  # findings at one line stand in the order of the steps
        return _settled(finding, template, f"{number:02}{step.name}{what}")


def _uncertain(finding: Finding) -> Finding:
    head = Text(
        "不能确定是否如此（同名的步骤不止一个）：",
        "it cannot be told whether this is so, as several steps bear the name: ",
    )
    return replace(finding, message=head + finding.message, severity=Severity.WARNING, verdict=Verdict.UNKNOWN)


def _tells(own: Published, wanted: Published) -> bool:
    return own.name == wanted.name and own.breakdown >= wanted.breakdown


def _appeal(logged: LoggedAppeal, mechanisms: Layered, calendar: Calendar, as_of: date | None) -> Iterator[Finding]:
    given = {m.decision: m for _, m in mechanisms if isinstance(m, AdverseOutcome) and m.appeals}
    outcome = given.get(logged.against)
    if outcome is None:
        near = _near(logged.against, given)
        yield messages.NO_APPEALS.at(logged.place, subject=logged.against, name=logged.against, near=near)
        return
    appeal = next((a for a in outcome.appeals if a.name == logged.name), None)
    if appeal is None:
        near, what = _near(logged.name, [a.name for a in outcome.appeals]), messages.THE_APPEAL
        yield messages.UNKNOWN_NAME.at(logged.place, subject=logged.name, name=logged.name, what=what, near=near)
        return
    in_time = within(appeal.within, logged.notified, logged.asked, calendar)
    if in_time is not True:
        template = messages.ASKED_LATE if in_time is False else messages.APPEAL_DAYS_UNKNOWN
        yield _of_appeal(template, logged, appeal, logged.notified, logged.asked, in_words(appeal.within), "提出")
    day = logged.answered or as_of
    if appeal.answered is not None and day is not None:
        in_time = within(appeal.answered, logged.asked, day, calendar)
        if in_time is not True:
            late = messages.ANSWERED_LATE if logged.answered is not None else messages.NOT_ANSWERED
            template = late if in_time is False else messages.APPEAL_DAYS_UNKNOWN
            yield _of_appeal(template, logged, appeal, logged.asked, day, in_words(appeal.answered), "答复")


def _of_appeal(
    template: Diagnostic, logged: LoggedAppeal, appeal: Appeal, since: date, day: date, limit: Text, what: str
) -> Finding:
    related = (Citation(appeal.place, messages.APPEAL_RULE),)
    finding = template.at(
        logged.place,
        subject=logged.against,
        related=related,
        appeal=logged.name,
        since=Text.day(since),
        day=Text.day(day),
        within=limit,
        rule=appeal.place.citation,
    )
    return _settled(finding, template, f"{logged.name}{what}")


_OPEN = (messages.NOT_RECORDED, messages.DAYS_UNKNOWN, messages.APPEAL_DAYS_UNKNOWN)


def _settled(finding: Finding, template: Diagnostic, distinguishing: str) -> Finding:
    rule = finding.related[0].place
    verdict = Verdict.UNKNOWN if template in _OPEN else Verdict.REFUTED
    return replace(finding, verdict=verdict, evidence=Evidence(core=(rule,)), distinguishing=distinguishing)


def _near(name: str, known: Mapping[str, object] | Sequence[str]) -> Text:
    near = nearest(name, known)
    if near:
        return did_you_mean(near)
    listed = "、".join(f"“{k}”" for k in known)
    none = Text("请核对 document，或者删去这一条", "see whether document is right, or delete this entry")
    return Text(f"写明了的有：{listed}", f"there is {listed}") if listed else none
