"""Names and their translations in a vocabulary: which are taken, reserved, or translated in two ways."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Type,
)
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.forms import (
    CANNOT_TELL_WORDS,
    NO_VALUE_WORDS,
    NO_WORDS,
    NOT_APPLICABLE_WORDS,
    UNKNOWN_WORDS,
    YES_WORDS,
)
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode

TYPES: dict[str, Type] = {
    "整数": INTEGER,
    "数": RATIONAL,
    "百分比": PERCENT,
    "元": MONEY,
    "年月时长": MONTHS,
    "日": DAYS,
    "工作日": WORKDAYS,
    "日期": DAY,
    "年月": YEAR_MONTH,
    "是否": TRUTH,
}
RECORDS = "记录"
FACT = Text("一个事实", "a fact")
DERIVED = Text("一个推算的事实", "a derived fact")
WINDOW = Text("一个时段", "a window")
VALUE = Text("一个取值", "a value")

_WORDS = (*UNKNOWN_WORDS, *NOT_APPLICABLE_WORDS, *YES_WORDS, *NO_WORDS, *CANNOT_TELL_WORDS, *NO_VALUE_WORDS)
_RESERVED = frozenset((AS_OF, *_WORDS))


class Notes(Struct):
    """What is wrong so far."""

    findings: list[Finding] = field(default_factory=list)

    def say(self, diagnostic: Diagnostic, at: Entry | Node, subject: str, **words: Any) -> None:
        """A finding at the name of an entry, or at a node."""
        span = at.key.span if isinstance(at, Entry) else at.span
        self.findings.append(diagnostic.at(Place(span), subject=subject, **words))


class Names(Struct):
    """`english`: Chinese name of an enumeration or value to its English name; one Chinese word has one."""

    notes: Notes
    english: dict[str, str] = field(default_factory=dict)
    _translated: dict[str, Entry] = field(default_factory=dict)
    _values: dict[str, Entry] = field(default_factory=dict)
    _taken: dict[str, tuple[Entry, Text]] = field(default_factory=dict)
    _by_english: dict[str, str] = field(default_factory=dict)

    def enumeration(self, entry: Entry) -> None:
        if entry.name in (*TYPES, RECORDS):
            self.notes.say(messages.RESERVED, entry, entry.name, name=entry.name)
        self.reserved(entry)
        self._translate(entry, entry.value.scalar("english") if isinstance(entry.value, MappingNode) else None)

    def values(self, entries: tuple[Entry, ...]) -> None:
        """The values of one enumeration; each has an English name of its own."""
        by_english: dict[str, str] = {}
        for entry in entries:
            self.reserved(entry)
            self._values.setdefault(entry.name, entry)
            english = entry.value if isinstance(entry.value, ScalarNode) else None
            self._translate(entry, english)
            if english is not None:
                self.unique(by_english, english, entry.name)

    def new(self, entry: Entry, kind: Text) -> bool:
        """Whether the name of a fact, derived fact or window is new. Its English name must be, too."""
        self.reserved(entry)
        before = self._taken.setdefault(entry.name, (entry, kind))
        if before[0] is not entry:
            self.duplicate(entry, before[1], before[0])
            return False
        value = self._values.get(entry.name)
        if value is not None:
            self.duplicate(entry, VALUE, value)
        english = entry.value.scalar("english") if isinstance(entry.value, MappingNode) else None
        if english is not None:
            self.unique(self._by_english, english, entry.name)
        return True

    def reserved(self, entry: Entry) -> None:
        if entry.name in _RESERVED:
            self.notes.say(messages.RESERVED, entry, entry.name, name=entry.name)

    def duplicate(self, entry: Entry, kind: Text, before: Entry) -> None:
        where = _where(before, entry)
        self.notes.say(messages.DUPLICATE_NAME, entry, entry.name, name=entry.name, kind=kind, where=where)

    def unique(self, by_english: dict[str, str], english: ScalarNode, name: str) -> None:
        other = by_english.setdefault(english.text, name)
        if other != name:
            self.notes.say(messages.DUPLICATE_ENGLISH, english, name, english=english.text, other=other)

    def _translate(self, entry: Entry, english: ScalarNode | None) -> None:
        if english is None:
            return
        before = self._translated.setdefault(entry.name, entry)
        known = self.english.setdefault(entry.name, english.text)
        if known != english.text:
            words = {"name": entry.name, "english": english.text, "other": known, "where": _where(before, entry)}
            self.notes.say(messages.TWO_TRANSLATIONS, english, entry.name, **words)


def _where(other: Entry, here: Entry) -> Text:
    """The line of another entry, with its file where that is another one."""
    span = other.key.span
    line = span.file.position(span.start)[0]
    if span.file is here.key.span.file:
        return Text(f"第 {line} 行", f"line {line}")
    return Text(f"{span.file.path} 第 {line} 行", f"line {line} of {span.file.path}")
