"""What has changed in meaning between two versions of a document, for whom, and by which articles."""

from rankdsl.differing.diff import differences
from rankdsl.differing.parts import (
    ArticleChange,
    Clause,
    ClauseKind,
    Comparison,
    DocumentDifference,
    Edit,
    Fate,
    Figure,
    Group,
    Person,
    Relation,
    Row,
    ScopeChange,
    Way,
)

__all__ = [
    "ArticleChange",
    "Clause",
    "ClauseKind",
    "Comparison",
    "DocumentDifference",
    "Edit",
    "Fate",
    "Figure",
    "Group",
    "Person",
    "Relation",
    "Row",
    "ScopeChange",
    "Way",
    "differences",
]
