"""A rule's text as the simulators take it: names of its own, one arithmetic, true copies.

What a rule calls its variables and constants never meets what Brian2, C++ or the program call
theirs: each name that a rule declares or assigns is spelt there as `models.card.own` spells it.
Every number of a statement is a float, so that a power or a quotient means the same to each target;
and what is copied is copied, where NumPy would keep two names of one array.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Mapping

from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.core.namespace import DEFAULT_CONSTANTS, DEFAULT_UNITS
from brian2.equations.equations import (
    BOOLEAN,
    DIFFERENTIAL_EQUATION,
    INTEGER,
    PARAMETER,
    SUBEXPRESSION,
    Equations,
    SingleEquation,
    parse_string_equations,
)
from brian2.units.allunits import second
from brian2.units.fundamentalunits import DIMENSIONLESS, get_unit

from models.card import OURS, Structure, Variable, own, spelt
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


def written_for_brian2(structure: Structure) -> Structure:
    """The same rule, in names of its own, floats and true copies; raises `BadText`."""
    equations = parse(structure)
    constants = [symbol for symbol, _ in structure.constants]
    lines = [own_equation(one, equations, constants) for one in equations.values()]
    names = Names(equations, constants)
    statements = {part: own_statements(part, getattr(structure, part), names) for part in PARTS}
    declared = tuple((own(symbol), unit) for symbol, unit in structure.constants)
    return structure._replace(equations="\n".join(lines), constants=declared, **statements)


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
        refuse_names("equations", tree, names)
        body = names.visit(tree).body
        text += f" = {ast.unparse(names.whole(body) if one.var_type == INTEGER else body)}"
    truth = one.var_type == BOOLEAN and one.type == SUBEXPRESSION
    flags = ", ".join(flag for flag in one.flags if flag != "shared")
    return f"{text} : {BOOLEAN if truth else unit_of(one.dim)}" + (f" ({flags})" if flags else "")


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


def own_statements(part: str, text: str, names: Names) -> str:
    """A part's statements in the rule's own names."""
    trees = statements_of(part, text)
    assigned = {(getattr(one, "target", None) or one.targets[0]).id for one in trees}
    names.mine |= {name for name in assigned if not name.endswith(("_pre", "_post"))} - {*OURS}
    for one in trees:
        refuse_names(part, one, names)
    return "\n".join(ast.unparse(ast.fix_missing_locations(names.visit(one))) for one in trees)


def refuse_names(part: str, tree, names: Names) -> None:
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
        if not isinstance(node, ast.Name) or node.id in names.mine | {*OURS}:
            continue
        name = node.id
        if name in called and name in PYTHON:
            raise BadText(part, f"{name}(): write {PYTHON[name]}")
        if name in DEPENDS:
            raise BadText(part, f"{name}: {DEPENDS[name]}")
        if name.endswith(("_pre", "_post")):
            said = f"{name}: this synapse has no neuron to read or to drive; leave the line out"
            raise BadText(part, said)


def list_kept(synapses) -> list[str]:
    """The variables and constants that Brian2's synapses keep for a rule, as they spell them."""
    every = [synapses.equations, synapses.event_driven or {}]
    declared = {name: one for equations in every for name, one in equations.items()}
    return sorted(name for name, one in declared.items() if one.type != SUBEXPRESSION)


def readable(text: str) -> str:
    """A message of Brian2's or of a compiler's with the rule's names as it spells them."""
    return re.sub(r"\b(d?)own_(\w+?)_\b", r"\1\2", text)


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
