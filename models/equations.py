"""A rule's text, read: its equations and statements, and what of them cannot be run."""

import ast
import inspect
import re

from brian2.equations.equations import (
    SUBEXPRESSION,
    SingleEquation,
    parse_string_equations,
)
from brian2.units.fundamentalunits import DIMENSIONLESS, get_unit

from models.structure import OURS, Structure
from synplast.bad_input import BadInput

PARTS = ("on_pre", "on_post", "on_drive")

#: What Brian2 knows of a synapse and a rule cannot mean: they depend on how it is run.
DEPENDS = {
    "dt": "the time step follows from the spikes; take a constant of your own",
    **dict.fromkeys(["i", "j"], "synapses are numbered by the conditions of a protocol"),
    **dict.fromkeys(["N", "N_pre", "N_post"], "it counts the conditions of a protocol"),
}

PYTHON = {"min": "clip(value, -inf, most)", "max": "clip(value, least, inf)", "pow": "x**y"}


def unit_of(dimension) -> str:
    """The SI base unit of a dimension as Brian2 text."""
    return "1" if dimension is DIMENSIONLESS else repr(get_unit(dimension))


class BadText(BadInput):
    """A part of a rule's text that cannot be run.

    Attributes
    ----------
    part : str
        ``equations``, ``on_pre``, ``on_post`` or ``on_drive``.
    """

    def __init__(self, part: str, said: str):
        super().__init__("rule", part, said)
        self.part = part


def parse(structure: Structure) -> dict[str, SingleEquation]:
    """The equations by variable; raises `BadText`."""
    without_comments = re.sub("#.*", "", structure.equations)
    for name in (*re.findall(r"[^\W\d]\w*", without_comments), *dict(structure.constants)):
        require_ascii("equations", name)
    try:
        equations = parse_string_equations(inspect.cleandoc(structure.equations))
    except Exception as error:  # pyparsing's and Brian2's
        raise BadText("equations", " ".join(str(error).split())) from None
    constants = dict(structure.constants)
    for name in OURS:
        if name in constants:
            raise BadText("equations", f"a field cannot be called {name}: take another name")
    for name, one in equations.items():
        require(name, one, constants)
    event_driven = {name for name, one in equations.items() if "event-driven" in one.flags}
    for name, one in equations.items():
        # Brian2 reads there what they were at the last spike, without their decay since.
        if one.type == SUBEXPRESSION and one.identifiers & event_driven:
            said = f"the subexpression {name}: write it out where it is used: it would read "
            raise BadText("equations", said + "event-driven variables before they decay")
    return equations


def require_ascii(part: str, name: str) -> None:
    if not name.isascii():
        said = f"{name}: a name is of the letters a to z and A to Z, digits and _"
        raise BadText(part, said)


def require(name: str, one: SingleEquation, constants: dict) -> None:
    """Refuse what a synapse on its own cannot have."""
    if name in constants:
        said = f"{name} is a field and a variable: drop its equation, or call the field {name}_0, "
        raise BadText("equations", said + "where the variable begins")
    if name == "volley":
        raise BadText("equations", "volley is the EPSP of a volley; take another name")
    for flag in ("linked", "summed", "unless refractory"):
        if flag in one.flags:
            said = f"{name} ({flag}): it belongs to another group, and this synapse has none; "
            raise BadText("equations", said + "make it a field of the class, a constant")


def expression_of(text: str):
    try:
        return ast.parse(text, mode="eval")
    except SyntaxError:
        raise BadText("equations", f"{text!r} is not an expression that can be read") from None


def statements_of(part: str, text: str) -> list:
    """The statements of a part, as syntax trees; raises `BadText`."""
    # Indentation means nothing to Brian2.
    lines = "\n".join(line.strip() for line in text.splitlines())
    try:
        found = ast.parse(lines).body
    except SyntaxError as error:
        line = " ".join((error.text or lines).split())
        raise BadText(part, f"{line!r} is not a statement that can be read") from None
    for one in found:
        target = getattr(one, "target", None) or getattr(one, "targets", [None])[0]
        several = isinstance(one, ast.Assign) and len(one.targets) > 1
        if not isinstance(one, ast.Assign | ast.AugAssign) or several:
            raise BadText(part, f"{ast.unparse(one)!r} is not an assignment, as x += 1 is")
        if not isinstance(target, ast.Name):
            raise BadText(part, f"{ast.unparse(one)!r}: a variable alone can be assigned to")
    return found


def refuse_names(part: str, tree, mine: set[str]) -> None:
    """Say of what another group, Python or a time step would have to give, what to write."""
    called = {
        n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and hasattr(n.func, "id")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            raise BadText(part, f"{ast.unparse(node)}: write {node.attr} alone")
        if isinstance(node, ast.IfExp):
            raise BadText(part, "if … else: write int(condition) * value")
        if isinstance(node, ast.Name):
            require_ascii(part, node.id)
        if not isinstance(node, ast.Name) or node.id in mine | {*OURS}:
            continue
        name = node.id
        if name in called and name in PYTHON:
            raise BadText(part, f"{name}(): write {PYTHON[name]}")
        if name in DEPENDS:
            raise BadText(part, f"{name}: {DEPENDS[name]}")
        if name.endswith(("_pre", "_post")):
            said = f"{name}: this synapse has no neuron to read or to drive; leave the line out"
            raise BadText(part, said)
