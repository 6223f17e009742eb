"""From the place where reading came to a halt to what is wrong there, as a person would say it.

The first explanation that is sure wins; the last one only says what could have stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place, Text, nearest
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import findings
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.examples import example
from rankdsl.syntax.expecting import expected, spelling
from rankdsl.syntax.grammar import FORMULA_START
from rankdsl.syntax.pages import LONGEST_NUMBER
from rankdsl.syntax.recognising import Halt, Recogniser, Token

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
_BOUNDS = {
    "以上": "不少于",
    "及以上": "不少于",
    "以下": "不超过",
    "及以下": "不超过",
    "以内": "不超过",
    "之内": "不超过",
}
_BOUND = re.compile("|".join(sorted(_BOUNDS, key=len, reverse=True)))
_STRAY = frozenset(("LABEL", "INNER", "WHEN", "OTHERWISE", "ARROW", "EXPECT", "REST"))
_LONGEST_SHOWN = 20


def shown(text: str) -> str:
    """`text` on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


class Diagnosis:
    """Explains halts in one file."""

    def __init__(self, file: SourceFile, recogniser: Recogniser) -> None:
        self._file = file
        self._recogniser = recogniser
        self._automaton = recogniser.automaton
        self._words = recogniser.lexicon.words

    def of(self, halt: Halt) -> Finding:
        explanations: tuple[Callable[[Halt], Finding | None], ...] = (
            self._long_number,
            self._pairs,
            self._bracket,
            self._beginning,
            self._instead,
            self._bound,
            self._quoted_name,
            self._glued,
            self._glued_before,
            self._near,
            self._name,
        )
        for explain in explanations:
            finding = explain(halt)
            if finding is not None:
                return finding
        return self._otherwise(halt)

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
        return self._at(messages.UNCLOSED, self._span(token), opening=opening, closing=closing, kind=kind)

    def unclosed_mark(self, opening: str, span: Span) -> Finding:
        closing, kind = _OPENING[opening]
        return self._at(messages.UNCLOSED, span, opening=opening, closing=closing, kind=kind)

    # --- explanations, surest first

    def _long_number(self, halt: Halt) -> Finding | None:
        if len(halt.text) <= LONGEST_NUMBER or not halt.text[0].isdecimal():
            return None
        return self._at(findings.NUMBER_TOO_LONG, self._span(halt), written=self._written(halt))

    def _pairs(self, halt: Halt) -> Finding | None:
        written = self._file.text[halt.start : halt.end]
        if written in _OPENING:
            return self.unclosed_mark(written, self._span(halt))
        if halt.text in _CLOSING and (halt.text not in ")}" or self.open_bracket(halt) is None):
            opening, kind = _CLOSING[halt.text]
            return self._at(messages.UNOPENED, self._span(halt), opening=opening, closing=written, kind=kind)
        return None

    def _bracket(self, halt: Halt) -> Finding | None:
        token = self.open_bracket(halt)
        if token is None:
            return None
        closed = self._automaton.after(halt.states, _BRACKETS[token.terminal][2])
        ends = halt.text in ("", "。", ".", ";") or self._recogniser.opens(halt.index)
        if ends or (closed is not None and self._recogniser.readings(halt.text, halt.index, closed)):
            return self.unclosed(token)
        return None

    def _beginning(self, halt: Halt) -> Finding | None:
        if halt.trail or halt.goal == FORMULA_START:
            return None
        entry = self._recogniser.lexicon.entry(halt.text)
        if any(terminal in _STRAY for terminal, _ in entry.choices):
            return self._at(messages.STRAY_PART, self._span(halt), written=self._written(halt))
        for explain in (self._instead, self._glued):
            finding = explain(halt)
            if finding is not None:
                return finding
        meant = self._nearest(halt)
        if meant is not None:
            edit = Edit(self._span(halt), meant)
            words = {"written": self._written(halt), "meant": meant}
            return self._at(messages.OPENING_MISSPELT, self._span(halt), edit, **words)
        return self._at(messages.NO_OPENING, self._span(halt), written=self._written(halt))

    def _instead(self, halt: Halt) -> Finding | None:
        for terminal in self._words.instead.get(halt.text, ()):
            if self._automaton.accepts(halt.states, terminal):
                meant = spelling(terminal, self._words)
                edit = Edit(self._span(halt), meant)
                words = {"written": self._written(halt), "meant": meant}
                return self._at(messages.WORD_INSTEAD, self._span(halt), edit, **words)
        return None

    def _bound(self, halt: Halt) -> Finding | None:
        """`3年以上`, where the halt is at either of the two."""
        quantity = halt.trail[-1] if halt.trail else None
        text, index = halt.text, halt.index
        if quantity is None or quantity.terminal not in ("QUANTITY", "NUMBER"):
            choices = self._recogniser.lexicon.entry(halt.text).choices
            if not choices or choices[0][0] not in ("QUANTITY", "NUMBER"):
                return None
            quantity = Token(halt.index, halt.text, halt.start, choices[0][0])
            index = halt.index + 1
            text = self._recogniser.lexemes.texts[index]
        match = _BOUND.match(text)
        if match is None:
            return None
        start = self._recogniser.lexemes.starts[index]
        span = self._file.span(start, start + len(match.group()))
        words = {"written": match.group(), "meant": _BOUNDS[match.group()], "quantity": self._span(quantity).text}
        return self._at(messages.LIMIT_WORD, span, **words)

    def _quoted_name(self, halt: Halt) -> Finding | None:
        """A fact that is called like a keyword, and was read as one."""
        token = halt.trail[-1] if halt.trail else None
        if token is None or token.terminal == "NAME" or not self._is_word(token.text):
            return None
        as_name = self._automaton.after(halt.before_last, "NAME") if halt.before_last else None
        if as_name is None or not self._recogniser.readings(halt.text, halt.index, as_name):
            return None
        edit = Edit(self._span(token), f"「{token.text}」")
        return self._at(messages.QUOTE_NAME, self._span(token), edit, word=token.text, written=self._written(halt))

    def _glued(self, halt: Halt) -> Finding | None:
        """`为应任年限`: a keyword with a name stuck to it."""
        for word in sorted(self._spellings(halt), key=len, reverse=True):
            if halt.text.startswith(word) and self._reads(halt.states, (word, halt.text[len(word) :]), halt.index):
                return self._apart(halt, word, f"{word} {halt.text[len(word) :]}")
        return None

    def _glued_before(self, halt: Halt) -> Finding | None:
        """`艰苦边远地区时`: a name with a keyword stuck to it, read as one name; what follows does not fit."""
        token = halt.trail[-1] if halt.trail else None
        if token is None or token.terminal != "NAME" or token.text.startswith("「") or not halt.before_last:
            return None
        if token.text in self._words.terminals:
            return self._at(messages.READ_AS_NAME, self._span(token), word=token.text, written=self._written(halt))
        named = self._automaton.after(halt.before_last, "NAME")
        if named is None:
            return None
        for word in sorted(self._accepted_words(named), key=len, reverse=True):
            position = token.text.find(word, 1)
            if position < 0:
                continue
            parts = [token.text[:position], word, token.text[position + len(word) :]]
            parts = [part for part in parts if part]
            if self._reads(halt.before_last, (*parts, halt.text), halt.index):
                return self._apart(token, word, " ".join(parts))
        return None

    def _near(self, halt: Halt) -> Finding | None:
        meant = self._nearest(halt)
        if meant is None:
            return None
        edit = Edit(self._span(halt), meant)
        return self._at(messages.PERHAPS, self._span(halt), edit, written=self._written(halt), meant=meant)

    def _name(self, halt: Halt) -> Finding | None:
        if halt.text == "" or self._automaton.accepted(halt.states) != {"NAME"}:
            return None
        return self._at(messages.NAME_WANTED, self._span(halt), written=self._written(halt))

    def _otherwise(self, halt: Halt) -> Finding:
        wanted = expected(self._automaton.accepted(halt.states), self._words)
        opener = halt.trail[0].terminal if halt.trail and halt.goal != FORMULA_START else ""
        how = example(opener, frozenset(token.terminal for token in halt.trail))
        if halt.text == "":
            place = self._span(halt.trail[-1]) if halt.trail else self._span(halt)
            return self._at(messages.UNFINISHED, place, expected=wanted, example=how)
        written = self._written(halt)
        return self._at(messages.UNEXPECTED, self._span(halt), written=written, expected=wanted, example=how)

    # --- words

    def _spellings(self, halt: Halt) -> list[str]:
        """The keywords that the halted stack accepts, in table order."""
        return self._accepted_words(halt.states)

    def _nearest(self, halt: Halt) -> str | None:
        """The keyword that was surely meant. Of two characters, the one that is right must stand in its place."""
        if not self._is_word(halt.text) or len(halt.text) < 2:
            return None
        for word in nearest(halt.text, self._spellings(halt), 1):
            short = len(word) == len(halt.text) == 2
            return None if short and word[0] != halt.text[0] and word[1] != halt.text[1] else word
        return None

    def _accepted_words(self, states: list[int]) -> list[str]:
        accepted = self._automaton.accepted(states)
        return [word for terminal, words in self._words.spellings.items() if terminal in accepted for word in words]

    def _reads(self, states: list[int], parts: tuple[str, ...], index: int) -> bool:
        """Whether these lexemes, none of them cut, could be read one after another."""
        for part in parts:
            if not part:
                return False
            after = self._recogniser.after(states, part, index)
            if after is None:
                return False
            states = after
        return True

    def _is_word(self, text: str) -> bool:
        return text[:1].isalpha()

    # --- findings

    def _apart(self, where: Halt | Token, word: str, apart: str) -> Finding:
        edit = Edit(self._span(where), apart)
        return self._at(messages.GLUED, self._span(where), edit, written=shown(where.text), word=word, apart=apart)

    def _span(self, where: Halt | Token) -> Span:
        return self._file.span(where.start, where.end)

    def _written(self, halt: Halt) -> str:
        return shown(self._file.text[halt.start : halt.end])

    def _at(self, diagnostic: Diagnostic, span: Span, *edits: Edit, **words: Any) -> Finding:
        return diagnostic.at(Place(span), edits=edits, **words)
