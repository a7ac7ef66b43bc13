"""A rule from spike to spike, as Python text: what Brian2's parsing of its equations gives.

Between spikes the variables of an event-driven rule decay exponentially, so that three short
functions advance it from one spike to the next. The text is plain: one assignment a line, of
arithmetic, comparisons and Brian2's functions of a number (`FUNCTIONS`); no loop, no branch, no
attribute. NumPy runs it on arrays, Numba compiles it, another language can be made of it.
"""

import ast
import functools
import re
from collections.abc import Callable
from importlib.metadata import version
from typing import NamedTuple

from models.structure import Structure
from protocols.engine.event_driven import linear_apart
from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.session import own_session
from synplast import cache
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2
from synplast.packages import digest


class Source(NamedTuple):
    """The functions of a rule, and the names in them, as `models.structure.spelt` spells them.

    Attributes
    ----------
    state : list of str
        What changes from spike to spike, the weight ``w`` among it; ``t``, the time (s) since the
        first spike, where the rule reads it, begins at 0.
    constants : list of str
    factors : list of str
        What the state decays by; it depends on the time between two spikes and the constants alone.
    decay : str
        ``def decay(elapsed, *constants)``, which returns the factors after ``elapsed`` seconds.
    on_pre, on_post : str
        ``def on_pre(elapsed, *factors, *state, *constants)``, which returns the state after a spike
        of that side that comes ``elapsed`` seconds after the spike before it, from the state after
        that one. Arguments stand by position, in these orders; what is returned is a tuple.
    """

    state: list[str]
    constants: list[str]
    factors: list[str]
    decay: str
    on_pre: str
    on_post: str


@functools.cache
def source_of(structure: Structure, rule: str) -> Source:
    """A rule's functions, from the cache where nothing changed that they depend on.

    Raises
    ------
    BadInput
        The rule has no closed form between spikes; names the equation.
    """
    return Source(*keep("exact", structure, lambda: write_source(structure, rule)))


def keep(kind: str, structure: Structure, write: Callable[[], list]) -> list:
    """What ``write`` writes of a rule, from the cache where nothing changed that it depends on."""
    key = cache.fingerprint(tuple(structure), version("brian2"), digest("models", "protocols"))
    return cache.keep(f"{kind}-{key}", write)


def write_source(structure: Structure, rule: str) -> Source:
    """A rule's functions, from Brian2's own parsing."""
    load_brian2()
    from brian2 import second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    from models.own_names import written_for_brian2
    from protocols.engine.timing_network import assemble

    with own_session():
        assembled = assemble(structure, 1, codeobj_class=NumpyCodeObject)
        synapses = assembled.net["plastic"]
        solved = solve(synapses, structure, rule)
        assembled.net.run(0 * second, namespace={})  # Brian2 checks the statements and their units
        written = written_for_brian2(structure)
        constants = [symbol for symbol, _ in written.constants]
        state = sorted({*assembled.inputs} - {*constants, "pre", "post", "drive", "volley"})
        texts = written.on_pre, written.on_post
        if any(re.search(r"\bt\b", text) for text in (solved, *texts)):
            state.append("t")
            solved = "t = t + elapsed\n" + solved
        writer = Writer(synapses, state, constants, rule)
        factors = FactorsOut({"elapsed", *constants})
        between = factors.visit(plain(solved)).body
        decay = [ast.parse(f"{n} = {text}").body[0] for n, text in factors.found.items()]
        names = [*factors.found]
        given = ["elapsed", *names, *state, *constants]
        return Source(
            state, constants, names,
            writer.write("decay", ["elapsed", *constants], decay, names, solved),
            writer.write("on_pre", given, [*between, *plain(texts[0]).body], state, texts[0]),
            writer.write("on_post", given, [*between, *plain(texts[1]).body], state, texts[1]),
        )  # fmt: skip


def solve(synapses, structure: Structure, rule: str) -> str:
    """Brian2's statements for the time between two spikes, ``elapsed``."""
    from brian2.stateupdaters.base import UnsupportedEquationsException

    for equation in synapses.equations.values():
        if equation.type == "differential equation":
            refuse(rule, str(equation), "is not event-driven")
    if not synapses.event_driven:
        return ""
    try:
        found = linear_apart(synapses.event_driven, synapses.variables)
    except UnsupportedEquationsException:
        refuse(rule, structure.equations, "has no closed form between spikes")
    return re.sub(r"\bdt\b", "elapsed", found)


def refuse(rule: str, text: str, why: str) -> None:
    from models.own_names import readable

    text = " ".join(readable(text).split())
    raise BadInput("engine", "exact", f"{rule}: {text!r} {why}; use --engine brian2")


def plain(text: str) -> ast.Module:
    """Statements with ``x += 1`` as ``x = x + 1``: the state is never changed in place."""

    class Plain(ast.NodeTransformer):
        def visit_AugAssign(self, node):
            read = ast.Name(node.target.id, ast.Load())
            return ast.Assign([node.target], ast.BinOp(read, node.op, node.value))

    return Plain().visit(ast.parse(text))


class FactorsOut(ast.NodeTransformer):
    """Names every call that depends on ``known`` alone, ``elapsed`` among it.

    Attributes
    ----------
    found : dict from name to text
    """

    def __init__(self, known: set[str]):
        self.known, self.found = known, {}

    def visit_Call(self, node):
        names = {n.id for one in node.args for n in ast.walk(one) if isinstance(n, ast.Name)}
        if "elapsed" not in names or not names <= self.known:
            return self.generic_visit(node)
        text = ast.unparse(node)
        same = next((name for name, other in self.found.items() if other == text), None)
        name = same or f"factor_{len(self.found) + 1}"
        self.found[name] = text
        return ast.Name(name, ast.Load())


class Writer(NamedTuple):
    """Writes the functions of one rule."""

    synapses: object
    state: list[str]
    constants: list[str]
    rule: str

    def write(self, name: str, given: list, statements: list, returns: list, told: str) -> str:
        """A function's text; refuses what ``told`` reads or calls and the engine does not have."""
        from brian2.parsing.rendering import NumpyNodeRenderer

        nodes = [node for statement in statements for node in ast.walk(statement)]
        called = {n.func.id for n in nodes if isinstance(n, ast.Call)}
        used = {n.id for n in nodes if isinstance(n, ast.Name)}
        assigned = {t.id for n in nodes if isinstance(n, ast.Assign) for t in n.targets}
        for other in sorted(called - set(FUNCTIONS)):
            refuse(self.rule, told, f"calls {other}(), which the exact engine does not have")
        unknown = sorted(used - set(FUNCTIONS) - called - assigned - set(given))
        lines = [self.number(one, told) for one in unknown]
        lines += [NumpyNodeRenderer().render_node(statement) for statement in statements]
        body = "\n    ".join([*lines, f"return ({''.join(f'{one}, ' for one in returns)})"])
        return f"def {name}({', '.join(given)}):\n    {body}\n"

    def number(self, name: str, told: str) -> str:
        """A name that Brian2 knows, such as a unit's, as a line that sets it."""
        from brian2 import Quantity

        if name in self.synapses.variables:  # lastupdate
            refuse(self.rule, told, f"reads {name}, which the exact engine does not have")
        found = self.synapses.resolve_all({name}, run_namespace={})[name]
        return f"{name} = {float(Quantity(found.get_value()))!r}"
