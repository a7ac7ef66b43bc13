"""Whether a rule's equations are linear, and how they are integrated then."""

import ast
import inspect

from brian2.equations.equations import Equations, parse_string_equations

from models.equations import BadText, expression_of
from models.structure import Structure, spelt


def method_of(structure: Structure) -> str:
    """How a rule's clock-driven equations are integrated; raises `BadText`.

    As the rule says; else exactly where they are linear, and where not by Runge-Kutta's fourth
    order, or with noise by what is right for its kind.
    """
    moving = {one.name for one in structure.variables if one.kind == "clock-driven"}
    if not moving:
        return ""
    if structure.method == "exact" and not linear(structure, moving):
        raise BadText("equations", "method exact: they are not linear with constant coefficients")
    if structure.method:
        return structure.method
    equations = parse_string_equations(inspect.cleandoc(structure.equations))
    stepped = Equations([equations[name] for name in moving])
    if stepped.is_stochastic:
        return {"additive": "euler", "multiplicative": "heun"}[stepped.stochastic_type]
    return "exact" if linear(structure, moving) else "rk4"


def linear(structure: Structure, moving: set[str]) -> bool:
    """Whether variables move linearly, by constants: what a spike changes makes another step."""
    names = {spelt(name) for name in moving}
    others = {spelt(one.name) for one in structure.variables} - names
    for one in structure.variables:
        if one.name in moving:
            slope = expression_of(one.slope).body
            read = {node.id for node in ast.walk(slope) if isinstance(node, ast.Name)}
            if degree(slope, names) > 1 or read & (others | {"t"}):
                return False
    return True


def degree(node, states: set[str]) -> int:
    """The degree of an expression in some variables: 2 or more where it is not linear in them."""
    if isinstance(node, ast.Name):
        return int(node.id in states)
    inside = [degree(child, states) for child in ast.iter_child_nodes(node)]
    if isinstance(node, ast.BinOp):
        left, _, right = inside
        if isinstance(node.op, ast.Mult):
            return left + right
        if isinstance(node.op, ast.Add | ast.Sub):
            return max(left, right)
        return left + 2 * right if isinstance(node.op, ast.Div) else 2 * max(left, right)
    linear_in_it = isinstance(node, ast.UnaryOp)
    return max(inside, default=0) * (1 if linear_in_it else 2)
