"""A rule that only a clock can advance in JavaScript: its own slopes and statements, translated."""

import ast
from graphlib import CycleError, TopologicalSorter

import sympy

from figures.live.event_driven import beginning_of, is_at_rest, names_of
from figures.live.javascript import translate_expression, translate_statements
from models.card import Card
from models.structure import Variable, spelt
from protocols.engine.clock_driven import FALL
from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.spike_source import Writer, plain
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2

ENGINE = """{{
  onBrian2Alone: true,
  fall: {fall},
  // What only decays, and how fast (1/s); then what moves, the weight first.
  traces: {traces},
  moving: {moving},
  rates({{ {constants} }}) {{
    const {ones};
    return [{rates}];
  }},
  slopes({{ {constants} }}) {{
    return (traces, moving, found) => {{
{read}
{slopes}
    }};
  }},
  begin({{ {constants} }}) {{
    let {begins};
    [{rest}] = findRest(([{rest}]) => [{rest_slopes}], {unknown});
    return [[{trace_names}], [{moving_names}]];
  }},
  // What a spike of side 0, pre, or 1, post, changes.
  jump({{ {constants} }}) {{
    return (traces, moving, side) => {{
{read}
      if (side === 0) {{
{on_pre}
      }} else {{
{on_post}
      }}
{back}
    }};
  }},
  advance: advanceByClock,
}}"""


def engine_of(card: Card) -> str:
    """The engine of a card's rule, an object of JavaScript; clock_driven.js takes its steps.

    Raises
    ------
    BadInput
        A variable is no trace and no clock drives it; a statement cannot be run.
    Untranslatable
    """
    require_clock(card)
    traces = [one for one in card.variables if only_decays(card, one)]
    moving = sorted(set(card.variables) - set(traces), key=lambda one: one.name != "w")
    require_affine(card, moving[0])
    require_order(card.name, moving[1:])
    unknown = [one for one in card.variables if is_at_rest(one)]
    spelt_traces, spelt_moving = ([spelt(one.name) for one in some] for some in (traces, moving))
    places = {name: f"traces[{n}]" for n, name in enumerate(spelt_traces)}
    places |= {name: f"moving[{n}]" for n, name in enumerate(spelt_moving)}
    on_pre, on_post = write_jumps(card)
    return ENGINE.format(
        fall=FALL,
        traces=len(traces),
        moving=len(moving),
        constants=", ".join(spelt(one.symbol) for one in card.constants),
        ones=", ".join(f"{name} = 1" for name in spelt_traces) or "none = 0",
        rates=", ".join(f"-({translate_slope(card, one)})" for one in traces),
        trace_names=", ".join(spelt_traces),
        moving_names=", ".join(spelt_moving),
        slopes="\n".join(
            f"      found[{n}] = {translate_slope(card, one)};" for n, one in enumerate(moving)
        ),
        begins=", ".join(f"{name} = {told}" for name, told in begin(card).items()),
        rest=", ".join(spelt(one.name) for one in unknown),
        rest_slopes=", ".join(translate_slope(card, one) for one in unknown),
        unknown=len(unknown),
        on_pre=translate_statements(on_pre, " " * 8),
        on_post=translate_statements(on_post, " " * 8),
        read="\n".join(f"      let {name} = {place};" for name, place in places.items()),
        back="\n".join(f"      {place} = {name};" for name, place in places.items()),
    )


def require_clock(card: Card) -> None:
    for one in card.variables:
        if one.kind != "clock-driven":
            allowed = f"{one.name} is no clock-driven variable, as all have to be that go by steps"
            raise BadInput("live", card.name, allowed)


def only_decays(card: Card, variable: Variable) -> bool:
    """Whether a variable's slope is itself, times what the constants make."""
    found, x = read(variable.slope), sympy.Symbol(spelt(variable.name))
    constants = {sympy.Symbol(spelt(one.symbol)) for one in card.constants}
    return found.free_symbols <= constants | {x} and is_linear(found, x)


def is_linear(found, x) -> bool:
    return sympy.simplify(found - x * sympy.diff(found, x)) == 0


def require_affine(card: Card, weight: Variable) -> None:
    """Refuse a weight that acts on itself but by going somewhere: whole periods are then jumped."""
    w = sympy.Symbol("w")
    others = (one.slope for one in card.variables if one is not weight)
    alone = not any(w in read(slope).free_symbols for slope in others)
    jumps = {n.id for text in (card.on_pre, card.on_post) for n in ast.walk(ast.parse(text))
             if isinstance(n, ast.Name)}  # fmt: skip
    if sympy.diff(read(weight.slope), w, 2) != 0 or not alone or "w" in jumps:
        allowed = "w is read by more than dw/dt, or not linearly, which the page does not follow"
        raise BadInput("live", card.name, allowed)


def require_order(name: str, moving: list[Variable]) -> None:
    """Refuse variables that drive one another, of which none has a time constant of its own."""
    names = {spelt(one.name) for one in moving}
    drivers = {
        spelt(one.name): {symbol.name for symbol in read(one.slope).free_symbols}
        & names - {spelt(one.name)}
        for one in moving
    }
    try:
        TopologicalSorter(drivers).prepare()
    except CycleError:
        told = ", ".join(one.name for one in moving)
        allowed = f"{told} drive one another, which the page does not follow"
        raise BadInput("live", name, allowed) from None


def read(slope: str):
    """A slope for SymPy, which need not know its functions."""
    names = {n.id for n in ast.walk(ast.parse(slope)) if isinstance(n, ast.Name)}
    known = {name: sympy.Function(name) for name in names & set(FUNCTIONS) - {"inf"}}
    plain_names = {name: sympy.Symbol(name) for name in names - set(known) - {"inf"}}
    return sympy.sympify(slope, locals=known | plain_names | {"inf": sympy.oo})


def begin(card: Card) -> dict[str, str]:
    """What each variable begins at, those at rest at 0 until that is found."""
    return {spelt(one.name): beginning_of(one) for one in card.variables}


def translate_slope(card: Card, variable: Variable) -> str:
    """A slope in JavaScript; refuses what is neither a variable nor a constant, such as t."""
    return translate_expression(variable.slope, names_of(card))


def write_jumps(card: Card) -> list[str]:
    """What spikes of each side do, functions of the variables and the constants, as Python text."""
    load_brian2()
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    from models.own_names import written_for_brian2
    from protocols.engine.session import own_session
    from protocols.engine.timing_network import assemble

    with own_session():
        synapses = assemble(card.structure, 1, codeobj_class=NumpyCodeObject).net["plastic"]
        written = written_for_brian2(card.structure)
        state = [spelt(one.name) for one in card.variables]
        constants = [symbol for symbol, _ in written.constants]
        writer = Writer(synapses, state, constants, card.name)
        given = [*state, *constants]
        return [
            writer.write(side, given, plain(text).body, state, text)
            for side, text in (("on_pre", written.on_pre), ("on_post", written.on_post))
        ]
