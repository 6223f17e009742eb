"""Who is judged, in the words of findings: people, or units (townships, offices).

Messages are written of people. Where a document's vocabulary knows facts of units only (`of_unit`), whoever is judged
is one, and every finding says so: 例中的单位, 有单位. What is quoted from documents is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model

_QUOTED = re.compile("(“[^“”]*”|《[^《》]*》)")
_CHINESE = (
    ("每个人、每个单位", "每个单位"),
    ("同一个人身上", "同一个单位"),
    ("个人(?![员数])", "个单位"),
    ("人人", "每个单位"),
    ("任何人(?![员数])", "任何单位"),
    ("(?<!没)有人(?![员数])", "有单位"),  # 没有人 is whoever would like to know
    ("(?<!%)的人(?![员数次选])", "的单位"),
    ("类人(?!员)", "类单位"),
    ("这些人(?!员)", "这些单位"),
    ("对人不利", "对单位不利"),
    ("大家", "各单位"),
    ("(?<!其)他", "它"),
)
_ENGLISH = (
    ("everybody or every unit", "every unit"),
    ("everybody", "every unit"),
    ("somebody", "some unit"),
    ("anybody", "any unit"),
    ("nobody(?! can see)", "no unit"),
    ("persons|people", "units"),
    ("person", "unit"),
)


def said_of_units(models: Sequence[Model], findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings, with those about documents that judge units worded so."""
    of_units = {(m.name.path, m.name.title) for m in models if _knows_units_only(m.vocabulary)}
    return [_worded(f) if _file_and_title(f) in of_units else f for f in findings] if of_units else findings


def _file_and_title(finding: Finding) -> tuple[str, str]:
    place = finding.place
    return place.span.file.path if place.span is not None else "", place.document


def _knows_units_only(vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.facts) and all(fact.of_unit for fact in vocabulary.facts)


def _worded(finding: Finding) -> Finding:
    evidence = finding.evidence
    return replace(finding.said(_of_units), evidence=None if evidence is None else replace(evidence, of_units=True))


def _of_units(text: Text) -> Text:
    return Text(_replaced(text.zh, _CHINESE), _replaced(text.en, _ENGLISH))


def _replaced(text: str, words: Sequence[tuple[str, str]]) -> str:
    parts = _QUOTED.split(text)
    for at in range(0, len(parts), 2):
        for people, units in words:
            parts[at] = re.sub(people, units, parts[at])
    return "".join(parts)
