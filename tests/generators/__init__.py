"""Type-directed generators of vocabularies, well-typed programs and persons, shared by the tests of all back ends.

Numbers and lists are small, so that every back end can be asked about every example. Every operator, every question
about lists, both hit policies, exceptions with precedence and two layers occur; `seen` counts them. What the
language forbids does not occur: a division by something that can be 0, or by something not constant other than right
under a rounding or in a comparison; a comparison of a record's field with anything but a constant.
"""

from tests.generators.coverage import Seen, features
from tests.generators.expressions import COMPARISONS, Scene, collections, exprs
from tests.generators.many import various
from tests.generators.persons import completions, persons, values
from tests.generators.programs import programs
from tests.generators.vocabularies import LEVEL, SORT, TYPES

__all__ = [
    "COMPARISONS",
    "LEVEL",
    "SORT",
    "TYPES",
    "Scene",
    "Seen",
    "collections",
    "completions",
    "exprs",
    "features",
    "persons",
    "programs",
    "values",
    "various",
]
