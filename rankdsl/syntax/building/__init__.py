"""From reductions of the grammar to AST nodes: one method for each rule or alias of `grammar/rankdsl.lark`.

Each method takes the values of its rule (nodes, payloads of terminals, names of kept keywords) and the characters that
the rule covers. A mistake that the grammar lets through is noted in `findings`, and a node is still given.

    Terminals ◀── Formulas ◀── Norms ◀── Mechanisms ◀── Builder (lines, headers, statements)
"""

from rankdsl.syntax.building.statements import AS_OF_DAY, Builder

__all__ = ["AS_OF_DAY", "Builder"]
