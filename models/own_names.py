"""A rule's text as the simulators take it: names of its own, one arithmetic, true copies.

What a rule calls its variables and constants never meets what Brian2, C++ or the program call
theirs: each name that a rule declares or assigns is spelt there as `models.structure.own` has it.
Every number of a statement is a float, so that a power or a quotient means the same to each target;
and what is copied is copied, where NumPy would keep two names of one array.
"""

import ast
import re
from collections.abc import Iterable

from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.equations.equations import (
    BOOLEAN,
    DIFFERENTIAL_EQUATION,
    INTEGER,
    SUBEXPRESSION,
    SingleEquation,
)

from models.equations import (
    PARTS,
    expression_of,
    parse,
    refuse_names,
    statements_of,
    unit_of,
)
from models.structure import OURS, Structure, own, spelt


def written_for_brian2(structure: Structure) -> Structure:
    """The same rule, in names of its own, floats and true copies; raises `BadText`."""
    equations = parse(structure)
    constants = [symbol for symbol, _ in structure.constants]
    lines = [own_equation(one, equations, constants) for one in equations.values()]
    names = Names(equations, constants)
    statements = {part: own_statements(part, getattr(structure, part), names) for part in PARTS}
    declared = tuple((own(symbol), unit) for symbol, unit in structure.constants)
    return structure._replace(equations="\n".join(lines), constants=declared, **statements)


class Names(ast.NodeTransformer):
    """Puts a rule's names into a space of their own and, with ``floats``, its numbers into floats.

    An integer or a truth that a rule keeps is a float too: an integer of Brian2's wraps around past
    2^31, and two targets need not round alike.
    """

    def __init__(self, equations: dict[str, SingleEquation], constants: Iterable[str], floats=True):
        kinds = {n: one.var_type for n, one in equations.items()}
        self.kept = {n for n, one in equations.items() if one.type != SUBEXPRESSION}
        self.mine = {*equations, *constants} - {*OURS}
        self.integers = {n for n, kind in kinds.items() if kind == INTEGER}
        truths = {n for n, kind in kinds.items() if kind == BOOLEAN}
        self.booleans = truths & self.kept
        self.truths = {own(n) for n in truths - self.kept}
        self.floats = floats

    def visit_Name(self, node):
        if node.id not in self.mine:
            return node
        renamed = ast.Name(own(node.id), node.ctx)
        if node.id in self.booleans and isinstance(node.ctx, ast.Load):
            return ast.Compare(renamed, [ast.Gt()], [ast.Constant(0.5)])
        return renamed

    def visit_Constant(self, node):
        whole = isinstance(node.value, int) and not isinstance(node.value, bool)
        return ast.Constant(float(node.value)) if whole and self.floats else node

    def visit_Call(self, node):
        node.args = [self.visit(argument) for argument in node.args]
        name = getattr(node.func, "id", "")
        if name == "int" and len(node.args) == 1:
            return self.whole(node.args[0])
        if name in ("floor", "ceil") and len(node.args) == 1 and not draws(node):
            (inside,) = node.args
            return (
                floor_as_float(inside)
                if name == "floor"
                else negative(floor_as_float(negative(inside)))
            )
        if self.floats and getattr(DEFAULT_FUNCTIONS.get(name), "_return_type", "") == "integer":
            return ast.BinOp(ast.Constant(1.0), ast.Mult(), node)
        return node

    def visit_BinOp(self, node):
        """A quotient's whole part and its rest, of which NumPy and C++ have two ideas."""
        node = self.generic_visit(node)
        if not isinstance(node.op, ast.FloorDiv | ast.Mod) or draws(node) or not self.floats:
            return node
        parts = floor_as_float(ast.BinOp(node.left, ast.Div(), node.right))
        if isinstance(node.op, ast.FloorDiv):
            return parts
        return ast.BinOp(node.left, ast.Sub(), ast.BinOp(node.right, ast.Mult(), parts))

    def visit_Assign(self, node):
        name, value = node.targets[0].id, self.visit(node.value)
        if name in self.integers:
            value = self.whole(value)
        elif self.true(value):
            if name in self.kept:
                value = self.whole(value)
            else:
                self.truths.add(own(name))
        elif isinstance(value, ast.Name):  # -(-x) is a copy; x alone is the same array to NumPy
            value = negative(negative(value))
        return ast.Assign([self.visit(node.targets[0])], value)

    def visit_AugAssign(self, node):
        if node.target.id in self.integers | self.booleans:
            read = ast.Name(node.target.id, ast.Load())
            changed = ast.BinOp(read, node.op, node.value)
            return self.visit_Assign(ast.Assign([node.target], changed))
        return ast.AugAssign(self.visit(node.target), node.op, self.visit(node.value))

    def true(self, node) -> bool:
        """Whether an expression is true or false."""
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.Not)
        if isinstance(node, ast.Name):
            return node.id in self.truths
        known = isinstance(node, ast.Constant) and isinstance(node.value, bool)
        return known or isinstance(node, ast.Compare | ast.BoolOp)

    def whole(self, node):
        """The whole part of an expression; 1 of what is true, and 0 of what is false."""
        if self.true(node) or draws(node):
            found = call("int", node)
            return ast.BinOp(ast.Constant(1.0), ast.Mult(), found) if self.floats else found
        return ast.BinOp(call("sign", node), ast.Mult(), floor_as_float(call("abs", node)))


def draws(node) -> bool:
    """Whether an expression draws random numbers."""
    called = [n.func.id for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(not getattr(DEFAULT_FUNCTIONS.get(name), "stateless", True) for name in called)


def floor_as_float(node):
    """The floor as a float; Brian2's NumPy target has it as an integer of 32 bits."""
    return ast.BinOp(node, ast.FloorDiv(), ast.Constant(1.0))


def negative(node):
    return ast.UnaryOp(ast.USub(), node)


def call(name: str, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def own_equation(one: SingleEquation, equations: dict, constants: Iterable[str]) -> str:
    """An equation in the rule's own names; each synapse has its own of what is shared."""
    # Sympy reckons exactly with the whole numbers of a differential equation.
    names = Names(equations, constants, floats=one.type == SUBEXPRESSION)
    text = spelt(one.varname)
    if one.type == DIFFERENTIAL_EQUATION:
        text = f"d{text}/dt"
    if one.expr is not None:
        tree = expression_of(str(one.expr))
        refuse_names("equations", tree, names.mine)
        body = names.visit(tree).body
        text += f" = {ast.unparse(names.whole(body) if one.var_type == INTEGER else body)}"
    truth = one.var_type == BOOLEAN and one.type == SUBEXPRESSION
    flags = ", ".join(flag for flag in one.flags if flag != "shared")
    return f"{text} : {BOOLEAN if truth else unit_of(one.dim)}" + (f" ({flags})" if flags else "")


def own_statements(part: str, text: str, names: Names) -> str:
    """A part's statements in the rule's own names."""
    trees = statements_of(part, text)
    assigned = {(getattr(one, "target", None) or one.targets[0]).id for one in trees}
    names.mine |= {name for name in assigned if not name.endswith(("_pre", "_post"))} - {*OURS}
    for one in trees:
        refuse_names(part, one, names.mine)
    return "\n".join(ast.unparse(ast.fix_missing_locations(names.visit(one))) for one in trees)


def list_kept(synapses) -> list[str]:
    """The variables and constants that Brian2's synapses keep for a rule, as they spell them."""
    every = [synapses.equations, synapses.event_driven or {}]
    declared = {name: one for equations in every for name, one in equations.items()}
    return sorted(name for name, one in declared.items() if one.type != SUBEXPRESSION)


def readable(text: str) -> str:
    """A message of Brian2's or of a compiler's with the rule's names as it spells them."""
    return re.sub(r"\b(d?)own_(\w+?)_\b", r"\1\2", text)
