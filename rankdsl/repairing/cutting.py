"""Taking something out of a text so that what stays reads as if it had never been there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rankdsl.diagnostics import Edit
from rankdsl.source import SourceFile, Span

_REMARK = r"[ \t\u3000\u00a0]*(?:(?:#|//)[^\n]*)?\r?(?:\n|\Z)"
_AFTER_STATEMENT = re.compile(_REMARK)
_AFTER_MEMBER = re.compile(r"[ \t\u3000\u00a0]*[；;]" + _REMARK)
_AFTER_LAST = re.compile(r"[ \t\u3000\u00a0]*[；;]?\s*([。.])" + _REMARK)
_SEPARATOR = re.compile(r"\s*([；;])")
_OPENING, _CLOSING = "（(", "）)"


def statement(span: Span) -> tuple[Edit, ...]:
    """Without a whole statement: its lines, where nothing else stands in them."""
    text = span.file.text
    start, after = _start_of_line(span), _AFTER_STATEMENT.match(text, span.end)
    if start is not None and after is not None:
        return (Edit(span.file.span(start, after.end()), ""),)
    end = span.end + len(text[span.end :]) - len(text[span.end :].lstrip(" \u3000"))
    return (Edit(span.file.span(span.start, end), ""),)


def member(spans: Sequence[Span], index: int) -> tuple[Edit, ...]:
    """Without one of several that `；` separates, the last of which ends the statement or the list around it."""
    own, text = spans[index], spans[index].file.text
    start = _start_of_line(own)
    after = _AFTER_MEMBER.match(text, own.end)
    if start is not None and after is not None:
        return (Edit(own.file.span(start, after.end()), ""),)
    if index + 1 < len(spans):
        return (Edit(own.file.span(own.start, spans[index + 1].start), ""),)
    before = spans[index - 1]
    separator, last = _SEPARATOR.match(text, before.end), _AFTER_LAST.match(text, own.end)
    if start is not None and separator is not None and last is not None:
        stop = Edit(own.file.span(separator.start(1), separator.end(1)), last.group(1))
        return stop, Edit(own.file.span(start, last.end()), "")
    return (Edit(own.file.span(before.end, own.end), ""),)


def operand(spans: Sequence[Span], index: int, within: Span) -> tuple[Edit, ...]:
    """Without one of several that 且 or 或 joins."""
    whole = [_with_brackets(span, within) for span in spans]
    own = whole[index]
    if index:
        return (Edit(own.file.span(whole[index - 1].end, own.end), ""),)
    return (Edit(own.file.span(own.start, whole[1].start), ""),)


def listed(spans: Sequence[Span], index: int) -> tuple[Edit, ...]:
    """Without one of several names in a row."""
    own = spans[index]
    if index:
        return (Edit(own.file.span(spans[index - 1].end, own.end), ""),)
    return (Edit(own.file.span(own.start, spans[1].start), ""),)


def new_line(after: Span, words: str) -> Edit:
    """One more line below that of a statement, as far to the right as the statement."""
    text = after.file.text
    begin = text.rfind("\n", 0, after.start) + 1
    indent = text[begin : after.start]
    indent = indent[: len(indent) - len(indent.lstrip())]
    end = text.find("\n", after.end)
    at = len(text) if end < 0 else end
    line_end = "\r\n" if text[at - 1 : at] == "\r" else "\n"
    at -= len(line_end) - 1
    return Edit(after.file.span(at, at), f"{line_end}{indent}{words}")


def _start_of_line(span: Span) -> int | None:
    """Where the line begins, if nothing but white space stands before the span in it."""
    text = span.file.text
    start = text.rfind("\n", 0, span.start) + 1
    return start if not text[start : span.start].strip() else None


def _with_brackets(span: Span, within: Span) -> Span:
    """The span with the brackets that stand right around it."""
    text, start, end = span.file.text, span.start, span.end
    while True:
        left, right = _skip_back(text, start), _skip_on(text, end)
        opens = left >= within.start and text[left : left + 1] in tuple(_OPENING)
        if not opens or right >= within.end or text[right : right + 1] not in tuple(_CLOSING):
            return _span(span.file, start, end)
        start, end = left, right + 1


def _skip_back(text: str, at: int) -> int:
    at -= 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at


def _skip_on(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _span(file: SourceFile, start: int, end: int) -> Span:
    return file.span(start, end)
