"""The voltage rule in JavaScript: its network's own statements, translated, in steps of 1 ms."""

import ast

from figures.live.javascript import translate_statements
from models import adex
from models.card import Card, spelt
from protocols.engine.adex_engine import FALL, FEWEST, FILTERED, IN_MS, IN_MV, TRACES
from synplast.brian2_loader import load_brian2

ENGINE = """{{
  whole: true,
  // Weights after the spikes of `order`, one a condition, for one set of constants.
  advance(order, numbers) {{
    const k = inSteps(this, numbers);
    const {{ {constants} }} = k;
    const {{ {table} }} = {values};
    const follow = Math.ceil({fall} * Math.max({traces}));
    const rest = k.u_clamp === Infinity ? {rest} : k.u_clamp;
    return eachCondition(order, follow, (pre, post, steps) => {{
      let w = k.w_0, u_homeo = k.u_ref2, V_T = {threshold};
      let {at_rest};
      let {zeros};
      let toCome = 0, toFire = 0;
      for (let n = 0; n < steps; n++) {{
        if (pre[toCome] === n) arrived = 1, toCome++;
        if (post[toFire] === n) I = 1e6, toFire++;
{step}
      }}
      return w;
    }});
  }},
  names: {{ {names} }},
  times: {times},
  scales: {{ {scales} }},
  fewest: {fewest},
}}"""
#: What begins at the voltage of rest, and what at 0.
AT_REST = ["u", *FILTERED]
ZEROS = ["w_ad", "z", "I", "I_syn", "held", "x", "arrived"]


def engine_of(card: Card) -> str:
    """The engine of the voltage rule, an object of JavaScript."""
    load_brian2()
    from protocols.engine.adex_network import CONSTANTS, LEARN

    table = adex.CONSTANTS | adex.SPIKE | adex.DRIVEN
    given = [*CONSTANTS, "b", "u_clamp", *table, "w", "V_T", "u_homeo", *AT_REST, *ZEROS]
    lines = [line for text in (adex.ADVANCE, LEARN) for line in text.strip().splitlines()]
    body = "\n    ".join([*map(ast.unparse, map(ast.parse, lines)), "return w"])
    return ENGINE.format(
        constants=", ".join([*CONSTANTS, "b", "u_clamp"]),
        table=", ".join(table),
        values=dict(table),
        fall=FALL,
        traces=", ".join(TRACES),
        rest=adex.REST["u"],
        threshold=adex.REST["V_T"],
        at_rest=", ".join(f"{name} = rest" for name in AT_REST),
        zeros=", ".join(f"{name} = 0" for name in ZEROS),
        step=translate_statements(f"def step({', '.join(given)}):\n    {body}\n", " " * 8),
        names=", ".join(f"{one.symbol}: {spelt(one.symbol)!r}" for one in card.constants),
        times=list(IN_MS),
        scales=", ".join(f"{n}: 1e3" for n in (*IN_MS, *IN_MV)) + ", b: 1e12",
        fewest=FEWEST,
    )
