"""What a rule keeps between spikes: its variables, their slopes and where they begin."""

import ast
import re
from collections.abc import Iterable, Mapping

from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.core.namespace import DEFAULT_CONSTANTS, DEFAULT_UNITS
from brian2.equations.equations import (
    DIFFERENTIAL_EQUATION,
    PARAMETER,
    SUBEXPRESSION,
    SingleEquation,
)
from brian2.units.allunits import second

from models.equations import PARTS, BadText, expression_of, parse, statements_of, unit_of
from models.linearity import degree
from models.own_names import Names
from models.structure import Structure, Variable, spelt


def variables(structure: Structure, begins: Mapping) -> tuple[Variable, ...]:
    """What a rule keeps between spikes, its weight among it; raises `BadText`."""
    equations = parse(structure)
    if "w" not in equations or equations["w"].type == SUBEXPRESSION:
        alone = [name for name, one in equations.items() if one.type == PARAMETER]
        hint = f"; call it w, where this rule has {' or '.join(alone)}" if alone else ""
        raise BadText("equations", f"there is no weight, w : 1{hint}")
    units = dict(structure.constants)
    for name in begins:
        if name not in equations or equations[name].type == SUBEXPRESSION or name == "w":
            said = (
                f"begins {name}: no variable of the equations" if name != "w" else "w begins at w_0"
            )
            raise BadText("equations", said)
    parts = [statements_of(part, getattr(structure, part)) for part in PARTS]
    found = []
    for name, one in equations.items():
        if one.type == SUBEXPRESSION:
            continue
        slope = ""
        if one.type == DIFFERENTIAL_EQUATION:
            kind = "event-driven" if "event-driven" in one.flags else "clock-driven"
            slope = slope_of(str(one.expr), equations, units)
        elif any(name in one.identifiers for one in equations.values()):
            kind = "parameter"
        elif one.dim is second.dim and any(stamps(name, part) for part in parts):
            kind = "time stamp"
        else:
            kind = "scratch" if all(sets_first(name, part) for part in parts) else "parameter"
        found.append(Variable(name, kind, slope, beginning(one, begins, units)))
    decaying = {spelt(one.name) for one in found if one.kind == "event-driven"}
    for node in (node for one in parts[PARTS.index("on_drive")] for node in ast.walk(one)):
        # Brian2 would find there what it was at the last spike, without its decay since.
        if isinstance(node, ast.Name) and spelt(node.id) in decaying:
            said = f"{node.id} is event-driven, by spikes of this synapse: write (clock-driven)"
            raise BadText("on_drive", said)
    for one in found:
        if one.kind == "event-driven" and degree(expression_of(one.slope).body, decaying) > 1:
            said = f"{one.name} is event-driven and its equation not linear: write (clock-driven)"
            raise BadText("equations", said)
    return tuple(found)


def beginning(one: SingleEquation, begins: Mapping, units: Mapping) -> str | float:
    """The constant or the number that a variable begins at, if anything says so."""
    name, unit = one.varname, unit_of(one.dim)
    found = begins.get(name, f"{name}_0" if f"{name}_0" in units else "")
    if isinstance(found, str) and found and units.get(found, unit) != unit:
        raise BadText("equations", f"{name} is in {unit}: annotate the field {found}: {unit}")
    if found not in ("", *units) and (isinstance(found, str) or unit != "1"):
        said = f"begins {name}: {found}: the name of a field"
        raise BadText("equations", said + (", or a number" if unit == "1" else f" in {unit}"))
    return found if isinstance(found, str) else float(found)


def stamps(name: str, statements: list) -> bool:
    """Whether a part sets ``name`` to a time."""
    reads = [
        {n.id for n in ast.walk(one.value) if isinstance(n, ast.Name)}
        for one in statements
        if isinstance(one, ast.Assign) and one.targets[0].id == name
    ]
    return any("t" in names for names in reads)


def sets_first(name: str, statements: list) -> bool:
    """Whether a part sets ``name`` before it reads it, so that how it began means nothing."""
    for one in statements:
        reads = {n.id for n in ast.walk(one.value) if isinstance(n, ast.Name)}
        if name in reads or (isinstance(one, ast.AugAssign) and one.target.id == name):
            return False
        if isinstance(one, ast.Assign) and one.targets[0].id == name:
            return True
    return True


def slope_of(text: str, equations: dict, constants: Iterable[str]) -> str:
    """A differential equation's right-hand side for NumPy, in SI units and without its noise."""
    names = Names(equations, constants)
    numbers = {n: float(unit) for n, unit in DEFAULT_UNITS.items()}
    numbers |= {n: float(one.get_value()) for n, one in DEFAULT_CONSTANTS.items()}

    class Numbered(ast.NodeTransformer):
        def visit_Name(self, node):
            if node.id in equations and equations[node.id].type == SUBEXPRESSION:
                return self.visit(expression_of(str(equations[node.id].expr)).body)
            if re.fullmatch(r"xi(_\w+)?", node.id) and node.id not in names.mine:
                return ast.Constant(0.0)
            if node.id in numbers and node.id not in names.mine:
                return ast.Constant(numbers[node.id])
            return names.visit_Name(node)

    try:
        found = names.visit(Numbered().visit(expression_of(text)))
    except RecursionError:
        raise BadText("equations", f"{text!r} depends on itself") from None
    known = {spelt(name) for name in (*equations, *constants)} | {*DEFAULT_FUNCTIONS, "t"}
    for node in ast.walk(found):
        if isinstance(node, ast.Name) and node.id not in known:
            raise BadText("equations", f'The identifier "{node.id}" could not be resolved')
    return ast.unparse(ast.fix_missing_locations(found)).replace("1e309", "inf")
