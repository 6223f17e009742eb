"""Marks and brackets that do not pair."""

from __future__ import annotations

from rankdsl.diagnostics import Finding, Text
from rankdsl.source import Span
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.diagnosing.telling import Telling, is_word
from rankdsl.syntax.recognising import Halt, Token

_QUOTES = Text("引号", "the quotation mark")
_TITLE_MARKS = Text("书名号", "the title mark")
_NAME_MARKS = Text("直角引号", "the name mark")
_HEADING_MARKS = Text("方头括号", "the heading mark")
_ROUND = Text("圆括号", "the bracket")
_CURLY = Text("花括号", "the brace")
_OPENING = {
    "“": ("”", _QUOTES),
    '"': ('"', _QUOTES),
    "《": ("》", _TITLE_MARKS),
    "「": ("」", _NAME_MARKS),
    "【": ("】", _HEADING_MARKS),
}
_CLOSING = {
    "”": ("“", _QUOTES),
    "》": ("《", _TITLE_MARKS),
    "」": ("「", _NAME_MARKS),
    "】": ("【", _HEADING_MARKS),
    ")": ("（", _ROUND),
    "}": ("{", _CURLY),
}
_BRACKETS = {"LPAR": ("（", "）", "RPAR", _ROUND), "LBRACE": ("{", "}", "RBRACE", _CURLY)}


def mark_of(opening: str) -> tuple[str, Text]:
    """What closes an opening mark, and what such a mark is called."""
    return _OPENING[opening]


class Pairing(Telling):
    def open_bracket(self, halt: Halt) -> Token | None:
        """The last bracket of the piece that is still open."""
        waiting = []
        for token in halt.trail:
            if token.terminal in _BRACKETS:
                waiting.append(token)
            elif waiting and token.terminal in ("RPAR", "RBRACE"):
                waiting.pop()
        return waiting[-1] if waiting else None

    def unclosed(self, token: Token) -> Finding:
        opening, closing, _, kind = _BRACKETS[token.terminal]
        return self.at(messages.UNCLOSED, self.span(token), opening=opening, closing=closing, kind=kind)

    def unclosed_mark(self, opening: str, span: Span) -> Finding:
        closing, kind = _OPENING[opening]
        return self.at(messages.UNCLOSED, span, opening=opening, closing=closing, kind=kind)

    def pairs(self, halt: Halt) -> Finding | None:
        written = self.file.text[halt.start : halt.end]
        if written in _OPENING:
            return self.unclosed_mark(written, self.span(halt))
        if halt.text in _CLOSING and (halt.text not in ")}" or self.open_bracket(halt) is None):
            opening, kind = _CLOSING[halt.text]
            return self.at(messages.UNOPENED, self.span(halt), opening=opening, closing=written, kind=kind)
        return None

    def bracket(self, halt: Halt) -> Finding | None:
        token = self.open_bracket(halt)
        if token is None:
            return None
        closed = self.automaton.after(halt.states, _BRACKETS[token.terminal][2])
        ends = halt.text in ("", "。", ".", ";") or self.recogniser.opens(halt.index)
        in_records = token.terminal == "LBRACE" and closed is not None and is_word(halt.text)
        if ends or in_records or (closed is not None and self.recogniser.readings(halt.text, halt.index, closed)):
            return self.unclosed(token)
        return None
