"""The voltage rule in JavaScript: its network's own statements, translated, in steps of 1 ms."""

import ast

from figures.live.javascript import translate_statements
from models import adex
from models.card import Card
from models.structure import spelt
from protocols.engine.adex_engine import FALL, FEWEST, FILTERED, IN_MS, IN_MV, TRACES
from synplast.brian2_loader import load_brian2

ENGINE = """{{
  whole: true,
  onBrian2Alone: true,
  // Weights after the spikes of `order`, one a condition, for one set of constants. Once the neuron
  // is where it was a period ago, what the weight reads of it is the same again.
  advance(order, numbers) {{
    const k = inSteps(this, numbers);
    const {{ {constants} }} = k;
    const {{ {table} }} = {values};
    const follow = Math.ceil({fall} * Math.max({traces}));
    const rest = k.u_clamp === Infinity ? {rest} : k.u_clamp;
    return inWholeMilliseconds(order, follow).map(({{ at, side, steps, repeats }}) => {{
      let w = k.w_0, u_homeo = k.u_ref2, V_T = {threshold};
      let {at_rest};
      let {zeros};
      const {{ wide, period }} = repeats;
      const {past};
      const onePeriod = n => {{
        let [low, high] = [w, w];
        for (let m = n; m < n + wide; m++) {{
          const {recalled};
{weight}
          low = Math.min(low, w), high = Math.max(high, w);
        }}
        return {{ w, low, high, read: homeostasis && u_homeo }};
      }};
      let before = null;
      for (let n = 0, next = 0; n < steps; n++) {{
        if (at[next] === n && isAtPeriod(repeats, next)) {{
          const now = [{neuron}];
          if (isNear(now, before)) {{
            const left = Math.floor((repeats.to - next) / period);
            w = repeatPeriod(w, left, k.w_max, () => onePeriod(n));
            n += left * wide;
            next += left * period;
          }}
          before = now;
        }}
        for (; at[next] === n; next++) {{
          if (side[next]) I = 1e6;
          else arrived = 1;
        }}
{advance}
        {remembered};
{learn}
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
NEURON = ["V_T", *AT_REST, *ZEROS]
#: What the neuron does not read.
WEIGHT = ["w", "u_homeo"]


def engine_of(card: Card) -> str:
    """The engine of the voltage rule, an object of JavaScript."""
    load_brian2()
    from protocols.engine.adex_network import CONSTANTS, LEARN

    table = adex.CONSTANTS | adex.SPIKE | adex.DRIVEN
    known = [*CONSTANTS, "b", "u_clamp", *table]
    learn = ast.parse(LEARN).body
    weight = statements_of_the_weight(learn)
    seen = sorted({name for one in weight for name in names_in(one, ast.Load)} & set(NEURON))

    def step(statements: list[ast.stmt], given: list[str], indent: int) -> str:
        body = "\n    ".join([*map(ast.unparse, statements), "return w"])
        text = f"def step({', '.join([*known, *given])}):\n    {body}\n"
        return translate_statements(text, " " * indent)

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
        past=", ".join(f"past_{name} = new Float64Array(wide)" for name in seen),
        neuron=", ".join(NEURON),
        recalled=", ".join(f"{name} = past_{name}[m % wide]" for name in seen),
        weight=step(weight, [*WEIGHT, *seen], 10),
        advance=step(ast.parse(adex.ADVANCE).body, [*WEIGHT, *NEURON], 8),
        remembered=", ".join(f"past_{name}[n % wide] = {name}" for name in seen),
        learn=step(learn, [*WEIGHT, *NEURON], 8),
        names=", ".join(f"{one.symbol}: {spelt(one.symbol)!r}" for one in card.constants),
        times=list(IN_MS),
        scales=", ".join(f"{n}: 1e3" for n in (*IN_MS, *IN_MV)) + ", b: 1e12",
        fewest=FEWEST,
    )


def statements_of_the_weight(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Those on which nothing of the neuron depends."""
    needed, of_the_neuron = set(NEURON), []
    for one in reversed(statements):
        if names_in(one, ast.Store) & needed:
            of_the_neuron.append(one)
            needed |= names_in(one, ast.Load)
    if needed & set(WEIGHT):
        raise ValueError(f"the neuron depends on {needed & set(WEIGHT)}")
    return [one for one in statements if one not in of_the_neuron]


def names_in(statement: ast.stmt, context: type) -> set[str]:
    """The names that a statement reads (`ast.Load`) or assigns (`ast.Store`)."""
    nodes = ast.walk(statement)
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, context)}
