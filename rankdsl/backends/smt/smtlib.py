"""Terms as SMT-LIB 2.6 text: standard commands only, the same bytes whatever was asked before.

A term that stands in several places is written once and named. A quotient by a constant becomes a number of its own
(`12 q <= x < 12 q + 12`), since the linear logics know no division. Names are quoted symbols, so that they may be
Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from z3 import z3consts
from z3 import z3core as _z3

from rankdsl.backends.smt.kernel import Bool, BoolTerm, Int, IntTerm, Kernel

WIDTH = 112
"""Columns of code; a Han character takes two."""
DEEP = 24
"""A term of so many parentheses within each other is named, so that nothing has to be read or written deeper."""

_OPERATORS = {
    z3consts.Z3_OP_TRUE: "true",
    z3consts.Z3_OP_FALSE: "false",
    z3consts.Z3_OP_EQ: "=",
    z3consts.Z3_OP_IFF: "=",
    z3consts.Z3_OP_ITE: "ite",
    z3consts.Z3_OP_AND: "and",
    z3consts.Z3_OP_OR: "or",
    z3consts.Z3_OP_NOT: "not",
    z3consts.Z3_OP_LE: "<=",
    z3consts.Z3_OP_ADD: "+",
    z3consts.Z3_OP_MUL: "*",
    z3consts.Z3_OP_IDIV: "div",
}
_BOOLEAN = frozenset(("true", "false", "=", "and", "or", "not", "<="))


class Node(Struct, frozen=True):
    """`head`: an operator, a numeral, or the name of a variable (`variable`). `args`: keys of other nodes."""

    head: str
    args: tuple[int, ...]
    boolean: bool
    variable: bool = False


class Code(Struct, frozen=True):
    """One command. `of`: the key of the term that it declares or names; None for an assertion."""

    text: str
    of: int | None = None
    quotient: bool = False


def quoted(name: str) -> str:
    """The name as a symbol. What no symbol can hold is left out."""
    return "|" + name.replace("|", "").replace("\\", "") + "|"


def numeral(x: int) -> str:
    return str(x) if x >= 0 else f"(- {-x})"


class Writer:
    """Writes assertions about terms of one kernel. `names`: keys of terms that are written once, under this name."""

    def __init__(self, kernel: Kernel, names: Mapping[int, str]) -> None:
        self._kernel = kernel
        self._names = dict(names)
        self._nodes: dict[int, Node] = {}
        self._written: dict[int, str] = {}
        """How terms are referred to once they stand above."""
        self._used: dict[int, int] = {}
        self._depth: dict[int, int] = {}
        """How many parentheses a term would take, with what stands above by its name."""
        self._quotients = 0
        self._shared = 0
        self.has_products = False
        """Whether anything written multiplies or divides by something unknown."""
        self.divides = False
        """Whether a quotient was written as such (in the body of a quantifier)."""

    # -- terms

    def read(self, terms: Iterable[Bool | Int]) -> None:
        """All terms that will be written must be read first: what stands in several places is known only then."""
        for term in terms:
            if isinstance(term, BoolTerm | IntTerm):
                self._read(term.ast)

    def variables(self) -> Iterator[tuple[int, str, bool]]:
        """Key, name, and whether it is a truth, of every variable read."""
        for key, node in self._nodes.items():
            if node.variable:
                yield key, node.head, node.boolean

    def _read(self, root: Any) -> None:
        context = self._kernel.context
        stack = [(root, False)]
        while stack:
            ast, ready = stack.pop()
            key = ast.value
            if ready:
                self._nodes[key] = self._node(ast)
                continue
            self._used[key] = self._used.get(key, 0) + 1
            if key in self._nodes or self._used[key] > 1:
                continue
            stack.append((ast, True))
            if _z3.Z3_get_ast_kind(context, ast) == z3consts.Z3_APP_AST:
                app = _z3.Z3_to_app(context, ast)
                count = _z3.Z3_get_app_num_args(context, app)
                stack.extend((_z3.Z3_get_app_arg(context, app, i), False) for i in reversed(range(count)))

    def _node(self, ast: Any) -> Node:
        context = self._kernel.context
        if _z3.Z3_get_ast_kind(context, ast) == z3consts.Z3_NUMERAL_AST:
            return Node(numeral(int(_z3.Z3_get_numeral_string(context, ast))), (), False)
        app = _z3.Z3_to_app(context, ast)
        decl = _z3.Z3_get_app_decl(context, app)
        kind = _z3.Z3_get_decl_kind(context, decl)
        count = _z3.Z3_get_app_num_args(context, app)
        args = tuple(_z3.Z3_get_app_arg(context, app, i).value for i in range(count))
        if kind == z3consts.Z3_OP_UNINTERPRETED:
            name = _z3.Z3_get_symbol_string(context, _z3.Z3_get_decl_name(context, decl))
            boolean = _z3.Z3_get_sort_kind(context, _z3.Z3_get_sort(context, ast)) == z3consts.Z3_BOOL_SORT
            return Node(name, (), boolean, variable=True)
        head = _OPERATORS[kind]
        boolean = head in _BOOLEAN or (head == "ite" and self._nodes[args[1]].boolean)
        return Node(head, args, boolean)

    # -- commands

    def declare(self, variable: int) -> Iterator[Code]:
        """The declaration of a variable (by its key), if it does not stand above."""
        yield from self._above(variable)

    def assertion(self, term: Bool) -> Iterator[Code]:
        """The assertion, after what must stand above it."""
        if isinstance(term, bool):
            yield Code(f"(assert {'true' if term else 'false'})")
            return
        yield from self._above(term.key)
        yield Code(self._command("assert", (), self._tree(term.key)))

    def for_all(self, bound: Sequence[int], body: Bool) -> Iterator[Code]:
        """That nothing in place of the variables (keys) makes the body true."""
        sorts = " ".join(
            f"({quoted(self._nodes[k].head)} {'Bool' if self._nodes[k].boolean else 'Int'})"
            for k in bound
            if k in self._nodes
        )
        for key in bound:
            if key in self._nodes:
                self._written[key] = quoted(self._nodes[key].head)
        if isinstance(body, bool):
            yield Code(f"(assert {'false' if body else 'true'})")
            return
        yield from self._above(body.key, only_variables=True)
        tree: Tree = ["not", self._nested(body.key)]
        yield Code(self._command("assert", (), ["forall", f"({sorts})", tree] if sorts else tree))

    def _above(self, root: int, only_variables: bool = False) -> Iterator[Code]:
        """Declarations and names that the term needs and that do not stand above yet."""
        stack = [(root, False)]
        seen: set[int] = set()
        while stack:
            key, ready = stack.pop()
            if key in self._written:
                continue
            node = self._nodes[key]
            if not ready:
                if key in seen:
                    continue
                seen.add(key)
                stack.append((key, True))
                stack.extend((arg, False) for arg in reversed(node.args))
                continue
            if node.variable:
                self._written[key] = quoted(node.head)
                yield Code(f"(declare-const {quoted(node.head)} {'Bool' if node.boolean else 'Int'})", key)
            elif not only_variables:
                yield from self._defined(key, node)

    def _defined(self, key: int, node: Node) -> Iterator[Code]:
        if node.head == "div" and self._constant(node.args[1]) is not None:
            self._quotients += 1
            name = quoted(f"q{self._quotients}")
            top, by = self._tree(node.args[0]), self._nodes[node.args[1]].head
            yield Code(f"(declare-const {name} Int)", key, quotient=True)
            product = f"(* {by} {name})"
            within: Tree = ["and", ["<=", product, top], ["<", top, f"(+ {product} {by})"]]
            yield Code(self._command("assert", (), within), key, quotient=True)
            self._written[key] = name
            return
        if node.head == "*" and all(self._constant(arg) is None for arg in node.args):
            self.has_products = True
        if node.head == "div":
            self.has_products = True
        name = self._names.get(key, "")
        self._depth[key] = depth = 1 + max(
            (self._depth.get(arg, 0) for arg in node.args if arg not in self._written), default=0
        )
        if not name:
            if not node.args or (depth < DEEP and (self._used[key] < 2 or not self._is_long(node))):
                return
            self._shared += 1
            name = f"t{self._shared}"
        name = quoted(name)
        sort = "Bool" if node.boolean else "Int"
        yield Code(self._command("define-fun", (name, "()", sort), self._tree(key)), key)
        self._written[key] = name

    def _is_long(self, node: Node) -> bool:
        return any(self._nodes[arg].args and arg not in self._written for arg in node.args) or len(node.args) > 3

    def _constant(self, key: int) -> int | None:
        node = self._nodes[key]
        return None if node.args or node.variable or node.boolean else _number(node.head)

    # -- layout

    def _tree(self, root: int) -> Tree:
        """The term, with what stands above by its name."""
        done: dict[int, Tree] = {}
        stack = [(root, False)]
        while stack:
            key, ready = stack.pop()
            if key in done:
                continue
            node = self._nodes[key]
            if key in self._written and key != root:
                done[key] = self._written[key]
            elif key in self._written:
                return self._written[key]
            elif not node.args:
                done[key] = node.head
            elif ready:
                done[key] = self._applied(node, [done[arg] for arg in node.args])
            else:
                stack.append((key, True))
                stack.extend((arg, False) for arg in node.args)
        return done[root]

    def _applied(self, node: Node, args: list[Tree]) -> Tree:
        """The operator on its arguments, as people write it: constants in front, differences as differences."""
        if node.head == "*":
            return _product(args, [self._constant(arg) for arg in node.args])
        if node.head == "+":
            less = [a[2] for a in args if isinstance(a, list) and a[:2] == ["*", "(- 1)"]]
            more = [a for a in args if not (isinstance(a, list) and a[:2] == ["*", "(- 1)"])]
            if less and more:
                return ["-", more[0] if len(more) == 1 else ["+", *more], *less]
        return [node.head, *args]

    def _nested(self, root: int) -> Tree:
        """The term of a quantifier's body: what stands in several places is named by `let`."""
        order: list[int] = []
        count: dict[int, int] = {}
        stack = [(root, False)]
        while stack:
            key, ready = stack.pop()
            if ready:
                order.append(key)
                continue
            count[key] = count.get(key, 0) + 1
            if count[key] > 1 or key in self._written:
                continue
            stack.append((key, True))
            stack.extend((arg, False) for arg in reversed(self._nodes[key].args))
        named: list[tuple[str, Tree]] = []
        for key in order:
            node = self._nodes[key]
            if node.head == "div":
                self.divides = True
            if count[key] > 1 and node.args and key != root:
                name = quoted(f"b{len(named) + 1}")
                named.append((name, self._tree(key)))
                self._written[key] = name
        tree = self._tree(root)
        for name, value in reversed(named):
            tree = ["let", [[name, value]], tree]
        return tree

    def _command(self, head: str, words: tuple[str, ...], tree: Tree) -> str:
        return laid_out([head, *words, tree])


Tree = str | list["Tree"]


def _product(args: list[Tree], constants: list[int | None]) -> Tree:
    """A product of two terms; a constant times a constant times a term is one constant times it."""
    first, second = args
    if constants[1] is not None:
        first, second, constants = second, first, constants[::-1]
    if constants[0] is None:
        return ["*", first, second]
    if isinstance(second, list) and second[0] == "*" and isinstance(second[1], str):
        inner = _number(second[1])
        if inner is not None:
            return _product([numeral(constants[0] * inner), second[2]], [constants[0] * inner, None])
    return second if constants[0] == 1 else ["*", first, second]


def _number(written: str) -> int | None:
    """The whole number that a numeral says."""
    digits = written.removeprefix("(- ").removesuffix(")")
    if not digits.isdecimal():
        return None
    return -int(digits) if written.startswith("(") else int(digits)


def laid_out(tree: Tree, indent: int = 0) -> str:
    """Parentheses with line breaks where they are longer than a line."""
    flat = _flat(tree)
    if isinstance(tree, str) or _width(flat) + indent <= WIDTH:
        return flat
    first = len(tree) - 1 if tree[0] == "define-fun" else int(isinstance(tree[0], str))
    step = indent + (2 if first else 1)
    head = " ".join(_flat(t) for t in tree[:first])
    lines = ([head] if head else []) + [laid_out(t, step) for t in tree[first:]]
    return "(" + f"\n{' ' * step}".join(lines) + ")"


def _flat(tree: Tree) -> str:
    return tree if isinstance(tree, str) else f"({' '.join(_flat(t) for t in tree)})"


def _width(words: str) -> int:
    return sum(2 if c > "\u2e7f" else 1 for c in words)
