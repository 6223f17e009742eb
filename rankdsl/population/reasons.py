"""Why the document gives no answer about somebody."""

from __future__ import annotations

from collections.abc import Iterable

from rankdsl.backends.approximate import Answer, merge
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text


def reasons_of(evaluation: Evaluation, answers: Iterable[Answer]) -> tuple[Text, ...]:
    """In words, each once. Where it hinges on facts that are missing, those are what to name: what the document would
    lack or contradict then is not known."""
    no_value = merge(a for a in answers if not a.hinges)
    if not no_value:
        return ()
    from rankdsl.explanation.explain import troubles  # here, since of most people everything is known

    return tuple(trouble.words for trouble in troubles(evaluation, no_value))
