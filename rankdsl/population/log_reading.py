"""The `log` of a unit file, read; every mistake is RD122. A log with a mistake is not given.

One run is a mapping; several are a list of such.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.ir.mechanisms import Published
from rankdsl.ir.types import DAY
from rankdsl.population import log_messages, messages
from rankdsl.population.logs import Log, LoggedAppeal, LoggedStep
from rankdsl.vocabulary.structure import Schema, check_structure
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

_TITLE = Text("程序记录", "the log")
_BREAKDOWN = (" 明细", " in detail")
"""What stands after the name of a score that was published with its parts, in either language."""


@cache
def log_schema() -> Schema:
    schema: Schema = json.loads(Path(__file__).with_name("log.schema.json").read_text(encoding="utf-8"))
    return schema


def read_logs(
    node: Node | None, named: Callable[[str], str] | None = None
) -> tuple[tuple[Log, ...], tuple[Finding, ...]]:
    """node: the value of `log` in a unit file (`Roster.root.get("log")`), None where there is none. named: what the
    tree calls a name of an English document."""
    if node is None:
        return (), ()
    runs = node.items if isinstance(node, SequenceNode) else (node,)
    logs: list[Log] = []
    findings: list[Finding] = []
    for run in runs:
        wrong = check_structure(run, log_schema(), messages.STRUCTURE, _TITLE)
        findings += wrong
        if wrong or not isinstance(run, MappingNode):
            continue
        reading = _Reading(run, named or str)
        logs.append(reading.log())
        findings += reading.findings
    return (() if findings else tuple(logs)), tuple(findings)


class _Reading:
    def __init__(self, run: MappingNode, named: Callable[[str], str]) -> None:
        self.run = run
        self.named = named
        self.findings: list[Finding] = []

    def log(self) -> Log:
        name = self.run.scalar("procedure")
        start = self.run.entries[0].key.span if self.run.entries else self.run.span
        steps = tuple(self._step(node) for node in self._listed("steps"))
        appeals = tuple(self._appeal(node) for node in self._listed("appeals"))
        place = Place(name.span if name is not None else start)
        return Log(self._name(self.run, "procedure") if name is not None else None, steps, appeals, place)

    def _listed(self, key: str) -> tuple[MappingNode, ...]:
        listed = self.run.get(key)
        items = listed.items if isinstance(listed, SequenceNode) else ()
        return tuple(item for item in items if isinstance(item, MappingNode))

    def _step(self, node: MappingNode) -> LoggedStep:
        on, until = self._day(node, "on"), self._later(node, "on", "until")
        body, listed = node.scalar("by"), node.get("published")
        published = None
        if isinstance(listed, SequenceNode):
            published = tuple(self._published(item) for item in listed.items if isinstance(item, ScalarNode))
        return LoggedStep(
            self._name(node, "step"),
            on or date.min,
            until,
            self._name(node, "by") if body is not None else None,
            published,
            _place(node, "step"),
        )

    def _appeal(self, node: MappingNode) -> LoggedAppeal:
        notified = self._day(node, "notified") or date.min
        asked = self._later(node, "notified", "asked") or date.min
        answered = self._later(node, "asked", "answered")
        place = _place(node, "appeal")
        against, name = self._name(node, "against"), self._name(node, "appeal")
        return LoggedAppeal(against, name, notified, asked, answered, place)

    def _name(self, node: MappingNode, key: str) -> str:
        written = node.scalar(key)
        return self.named(canonical(written.text)) if written is not None else ""

    def _published(self, node: ScalarNode) -> Published:
        text = canonical(node.text)
        ending = next((words for words in _BREAKDOWN if text.endswith(words)), None)
        name = text if ending is None else text.removesuffix(ending).strip()
        return Published(self.named(name), ending is not None)

    def _day(self, node: MappingNode, key: str) -> date | None:
        """None where nothing is written, or after a mistake was noted."""
        written = node.scalar(key)
        if written is None:
            return None
        day = read_scalar(written.text, DAY)
        if isinstance(day, ValueProblem):
            found = log_messages.BAD_DATE.at(Place(written.span), key=key, problem=day.message, help=day.help)
            if found not in self.findings:
                self.findings.append(found)
            return None
        assert isinstance(day, date)
        return day

    def _later(self, node: MappingNode, first: str, last: str) -> date | None:
        """A day that is not before the one under `first`."""
        begun, ended = self._day(node, first), self._day(node, last)
        written = node.scalar(last)
        if begun is not None and ended is not None and written is not None and ended < begun:
            self.findings.append(log_messages.UPSIDE_DOWN.at(Place(written.span), first=first, last=last))
        return ended


def _place(node: MappingNode, key: str) -> Place:
    written = node.scalar(key)
    return Place(written.span if written is not None else node.span)
