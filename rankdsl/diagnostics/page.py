"""A code of the catalogue with its manual page, and the typed templates that stages declare for their messages."""

from __future__ import annotations

import re

from msgspec import Struct, field

from rankdsl.diagnostics.finding import Citation, Edit, Finding, Fix, Place, Severity
from rankdsl.diagnostics.text import Text

_LINE = re.compile(r"\bline \d+")
"""Where a message names another line, which may move: no part of a fingerprint."""


class Page(Struct, frozen=True):
    """The manual page of one code: what is wrong, why it matters, how to mend it, a wrong and a right example.

    `manual` is Markdown. Examples are whole `.rank` texts (several documents may follow each other) over the
    vocabulary that the project ships; the wrong one yields the code, the right one yields nothing. A code whose
    fault is not in a `.rank` text (a case file, a workspace) says in `example_file` what the examples are.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    manual: Text
    wrong: str
    right: str
    example_file: str = "example.rank"
    beside: tuple[str, str] | None = None
    """Path and text of a file that both examples need beside them (a vocabulary)."""


class Diagnostic(Struct, frozen=True):
    """A message template of one code, declared beside the stage that emits it.

    `zh` and `en` are `str.format` templates over the keyword arguments of `at`; so are the helps.
    """

    page: Page
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    severity: Severity | None = None
    unreadable: bool = field(default=False)

    def at(
        self,
        place: Place,
        *,
        subject: str = "",
        related: tuple[Citation, ...] = (),
        edits: tuple[Edit, ...] = (),
        sure: bool = True,
        **words: object,
    ) -> Finding:
        """The finding at `place`. A word may be a Text, which is put in by language; `subject` is a word too.

        sure: whether the edits are what was meant, and not only likely.
        """
        words = {"subject": subject, **words}
        chinese = {k: v.zh if isinstance(v, Text) else v for k, v in words.items()}
        english = {k: v.en if isinstance(v, Text) else v for k, v in words.items()}
        message = Text(self.zh.format(**chinese), self.en.format(**english))
        help_text = Text(self.help_zh.format(**chinese), self.help_en.format(**english)) if self.help_zh else None
        return Finding(
            code=self.page.code,
            name=self.page.name,
            severity=self.severity or self.page.severity,
            message=message,
            place=place,
            help=help_text,
            subject=subject,
            related=related,
            fix=Fix(help_text or message, edits, sure=sure) if edits else None,
            distinguishing=_LINE.sub("line", message.en),
            unreadable=self.unreadable,
        )
