"""Words that are nearly right: misspelt, stuck together, borrowed from another style, or names that are keywords."""

from __future__ import annotations

import re

from rankdsl.diagnostics import Edit, Finding, nearest
from rankdsl.diagnostics.names import clearly_nearest
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.diagnosing.telling import Telling, is_word
from rankdsl.syntax.expecting import spelling
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import Halt, Token

_BOUNDS = {
    "以上": "不少于",
    "及以上": "不少于",
    "以下": "不超过",
    "及以下": "不超过",
    "以内": "不超过",
    "之内": "不超过",
}
_CLOSING = frozenset(("时", "为"))
"""Words that close what a name opened, so that they are no part of it."""
_OPENING = frozenset(("为", "当", "须", "按", "由"))
"""Words that a name rarely begins with; 与领导关系 is a fact."""
_MOST_CHARACTERS_MORE = 2
"""By which a misspelt keyword may be longer or shorter than the right one; more are two words."""
_BOUND = re.compile("|".join(sorted(_BOUNDS, key=len, reverse=True)))


class Wording(Telling):
    def instead(self, halt: Halt) -> Finding | None:
        for terminal in self.words.instead.get(halt.text, ()):
            if self.automaton.accepts(halt.states, terminal):
                meant = spelling(terminal, self.words)
                edit = Edit(self.span(halt), meant)
                words = {"written": self.written(halt), "meant": meant}
                return self.at(messages.WORD_INSTEAD, self.span(halt), edit, **words)
        return None

    def bound(self, halt: Halt) -> Finding | None:
        """`3年以上`, where the halt is at either of the two."""
        quantity = halt.trail[-1] if halt.trail else None
        text, index = halt.text, halt.index
        if quantity is None or quantity.terminal not in ("QUANTITY", "NUMBER"):
            choices = self.recogniser.lexicon.entry(halt.text).choices
            if not choices or choices[0][0] not in ("QUANTITY", "NUMBER"):
                return None
            quantity = Token(halt.index, halt.text, halt.start, choices[0][0])
            index = halt.index + 1
            text = self.recogniser.lexemes.texts[index]
        match = _BOUND.match(text)
        if match is None:
            return None
        start = self.recogniser.lexemes.starts[index]
        span = self.file.span(start, start + len(match.group()))
        words = {"written": match.group(), "meant": _BOUNDS[match.group()], "quantity": self.span(quantity).text}
        return self.at(messages.LIMIT_WORD, span, **words)

    def quoted_name(self, halt: Halt) -> Finding | None:
        """A fact that is called like a keyword, and was read as one."""
        token = halt.trail[-1] if halt.trail else None
        if token is None or token.terminal == "NAME" or not is_word(token.text):
            return None
        as_name = self.automaton.after(halt.before_last, "NAME") if halt.before_last else None
        if as_name is None or not self.recogniser.readings(halt.text, halt.index, as_name):
            return None
        edit = Edit(self.span(token), f"「{token.text}」")
        return self.at(messages.QUOTE_NAME, self.span(token), edit, word=token.text, written=self.written(halt))

    def glued(self, halt: Halt) -> Finding | None:
        """`为应任年限`: a keyword with a name stuck to it."""
        for word in sorted(self.accepted_words(halt.states), key=len, reverse=True):
            if halt.text.startswith(word) and self.reads(halt.states, (word, halt.text[len(word) :]), halt.index):
                sure = not halt.trail or word in _OPENING
                return self._apart(halt, word, f"{word} {halt.text[len(word) :]}", sure=sure)
        return None

    def glued_before(self, halt: Halt) -> Finding | None:
        """`艰苦边远地区时`: a name with a keyword stuck to it, read as one name; what follows does not fit."""
        token = halt.trail[-1] if halt.trail else None
        if token is None or token.terminal != "NAME" or token.text.startswith("「") or not halt.before_last:
            return None
        if token.text in self.words.terminals:
            return self.at(messages.READ_AS_NAME, self.span(token), word=token.text, written=self.written(halt))
        named = self.automaton.after(halt.before_last, "NAME")
        if named is None:
            return None
        for word in sorted(self.accepted_words(named), key=len, reverse=True):
            position = token.text.find(word, 1)
            if position < 0:
                continue
            parts = [token.text[:position], word, token.text[position + len(word) :]]
            parts = [part for part in parts if part]
            if self.reads(halt.before_last, (*parts, halt.text), halt.index):
                sure = position + len(word) == len(token.text) and word in _CLOSING
                return self._apart(token, word, " ".join(parts), sure=sure)
        return None

    def near(self, halt: Halt) -> Finding | None:
        meant = self.nearest(halt)
        if meant is None:
            return None
        clear = clearly_nearest(halt.text, self.accepted_words(halt.states))
        clear = clear and abs(len(meant) - len(halt.text)) <= _MOST_CHARACTERS_MORE
        edits = [Edit(self.span(halt), meant)] if clear else []
        return self.at(messages.PERHAPS, self.span(halt), *edits, written=self.written(halt), meant=meant)

    def nearest(self, halt: Halt) -> str | None:
        """The keyword that was surely meant. Of two characters, the one that is right must stand in its place."""
        if not is_word(halt.text) or len(halt.text) < 2:
            return None
        for word in nearest(halt.text, self.accepted_words(halt.states), 1):
            short = len(word) == len(halt.text) == 2
            return None if short and word[0] != halt.text[0] and word[1] != halt.text[1] else word
        return None

    def _apart(self, where: Halt | Token, word: str, apart: str, *, sure: bool = True) -> Finding:
        edit = Edit(self.span(where), apart)
        return self.at(
            messages.GLUED, self.span(where), edit, sure=sure, written=shown(where.text), word=word, apart=apart
        )
