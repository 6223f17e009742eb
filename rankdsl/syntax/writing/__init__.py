"""The canonical text of a tree: one writing for every construct, in the words of one language.

A `Surface` knows how the words, names, signs and values of a language are written; a `Writer` knows in which order
they stand, and where a line is broken. Chinese is `Writer(Chinese())`; another language gives another surface, and
derives from `Writer` where its order is another.

    surface ─ formulas ─ norms ─ statements ─ documents.Writer        one row of tokens a line, or more
    remarks                                                           the comments, at their places in the tree
    layout                                                            rows, broken where they are too long
"""

from rankdsl.syntax.writing.documents import Writer
from rankdsl.syntax.writing.formatting import Formatted, LostError, formatted, written
from rankdsl.syntax.writing.remarks import Comment, Remarks, comments_of, remarks_at
from rankdsl.syntax.writing.surface import Chinese, Surface
from rankdsl.syntax.writing.trees import same_tree

__all__ = [
    "Chinese",
    "Comment",
    "Formatted",
    "LostError",
    "Remarks",
    "Surface",
    "Writer",
    "comments_of",
    "formatted",
    "remarks_at",
    "same_tree",
    "written",
]
