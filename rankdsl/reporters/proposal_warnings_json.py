"""What a unit file gives cause to look at, for machines: `warnings` of `rankdsl-propose/1`."""

from __future__ import annotations

from rankdsl.diagnostics import Text
from rankdsl.diagnostics.text import Language
from rankdsl.ir.types import RATIONAL
from rankdsl.ir.values import Exact
from rankdsl.population.alerts.told import Remark, Stop, Total, Warnings
from rankdsl.population.alerts.wording import why
from rankdsl.reporters.explanation_json import data
from rankdsl.reporters.json import Json, location


def warnings_json(warnings: Warnings, language: Language) -> Json:
    """The keys and their order are fixed; exact fractions as `"7/2"`."""
    return {
        "applicants": warnings.applicants,
        "stopped": None
        if warnings.stopped is None
        else [
            {"id": s.member.id, "name": s.member.name, "reasons": [_stop(stop, language) for stop in s.stops]}
            for s in warnings.stopped
        ],
        "undetermined": [member.id for member in warnings.undetermined],
        "remarks": [_remark(remark, language) for remark in warnings.remarks],
        "totals": [_total(total, language) for total in warnings.totals],
    }


def _stop(stop: Stop, language: Language) -> Json:
    return {
        "code": stop.code,
        "kind": stop.kind.value,
        "message": why(stop).in_language(language),
        "condition": stop.words.in_language(language),
        "facts": list(stop.facts),
        "met_from": None if stop.over is None else stop.over.isoformat(),
        "within": [place.citation for place in stop.within],
        "location": location(stop.place.span),
    }


def _remark(remark: Remark, language: Language) -> Json:
    return {
        "about": remark.about.value,
        "severity": remark.severity.value,
        "message": remark.message.in_language(language),
        "help": remark.help.in_language(language),
        "people": [member.id for member in remark.members],
        "articles": [place.citation for place in remark.related],
        "location": location(remark.place.span),
        "figures": {name: v if isinstance(v, str) else data(v, RATIONAL) for name, v in remark.figures.items()},
    }


def _total(total: Total, language: Language) -> Json:
    return {
        "subject": total.subject,
        "written": total.written,
        "article": total.place.citation,
        "addends": [{"amount": _exact(a.amount), "people": a.people} for a in total.addends],
        "undetermined": [
            {
                "id": each.member.id,
                "name": each.member.name,
                "missing": list(each.missing),
                "reasons": [_said(reason, language) for reason in each.reasons],
            }
            for each in total.unsettled
        ],
        "least": _exact(total.least),
        "most": _exact(total.most),
        "limit": _exact(total.limit),
        "limit_missing": list(total.limit_missing),
        "kept": total.kept,
        "location": location(total.place.span),
    }


def _said(text: Text, language: Language) -> str:
    return text.in_language(language)


def _exact(value: Exact | None) -> object:
    return None if value is None else data(value, RATIONAL)
