"""Why the document gives no answer about somebody."""

from __future__ import annotations

from rankdsl.backends.approximate import NoValue
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text


def reasons_of(evaluation: Evaluation, no_value: tuple[NoValue, ...]) -> tuple[Text, ...]:
    """In words, each once."""
    if not no_value:
        return ()
    from rankdsl.explanation.explain import troubles  # here, since of most people everything is known

    return tuple(trouble.words for trouble in troubles(evaluation, no_value))
