"""Files of a workspace in one language and the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rankdsl import syntax, vocabulary
from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.source import SourceFile
from rankdsl.syntax import Parsed
from rankdsl.syntax.writing import Formatted, comments_of, formatted, written
from rankdsl.translation.documents import canonical, dictionaries
from rankdsl.translation.glossary import EMPTY, Glossary, glossary
from rankdsl.translation.into import comment_into, translated, words_of
from rankdsl.translation.telling import Teller


def canonical_parsed(
    parsed: Sequence[Parsed], vocabularies: Mapping[str, Vocabulary], words: SourceFile | None
) -> tuple[list[Parsed], tuple[Finding, ...], Teller]:
    """The same, with the trees of English files as the rest of the program takes them, in the canonical names; what is
    wrong with the glossary `words`; and what puts findings about English documents into their words."""
    pairs, findings = _pairs(words)
    known = dictionaries(parsed, vocabularies, pairs)
    return [canonical(p, known) for p in parsed], findings, Teller(parsed, known)


def rewriter(
    documents: Sequence[SourceFile], vocabularies: Sequence[SourceFile], words: SourceFile | None, to: str
) -> Callable[[SourceFile], Formatted]:
    """What gives one of the documents in its canonical writing in the language `to`; where that is not its own, by the
    vocabularies and the glossary. What is translated nowhere is in the findings, all at once.

    Raises LostError, a bug, where what it wrote would be read as something else."""
    parsed = {file.path: syntax.parse(file) for file in documents}
    found, _ = vocabulary.load_vocabularies(vocabularies)
    pairs, wrong = _pairs(words)
    known = dictionaries(parsed.values(), found, pairs)

    def rewrite(file: SourceFile) -> Formatted:
        read = parsed[file.path]
        if read.findings or read.language == to:
            return formatted(file)
        if wrong:
            return Formatted(None, wrong)
        comments = tuple((words_of(c.text), c.span) for c in comments_of(file, read.language))
        other = translated(canonical(read, known).node, known, to, comments)
        if other.findings:
            return Formatted(None, other.findings)
        comment = partial(comment_into, glossary=pairs, to=to)
        return Formatted(written(other.node, file, read.language, to, comment), ())

    return rewrite


def _pairs(words: SourceFile | None) -> tuple[Glossary, tuple[Finding, ...]]:
    return glossary(words) if words is not None else (EMPTY, ())
