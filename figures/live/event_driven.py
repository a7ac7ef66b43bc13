"""An event-driven rule in JavaScript: the exact engine's own text, translated."""

from figures.live.javascript import translate_expression, translate_statements
from models.card import Card, spelt
from protocols.engine.spike_source import Source, source_of

ENGINE = """{{
  // Weights after the spikes of `order`, one a condition, for one set of constants.
  advance({{ intervals, interval, side, first }}, numbers) {{
    const {{ {constants} }} = numbers;
    const table = intervals.map(elapsed => {{
{decay}
      return [{factors}];
    }});
    const begin = this.begin(numbers), weights = [];
    for (let c = 0; c + 1 < first.length; c++) {{
      let [{state}] = begin;
      for (let n = first[c]; n < first[c + 1]; n++) {{
        const elapsed = intervals[interval[n]], row = table[interval[n]]{rows};
        if (side[n] === 0) {{
{on_pre}
        }} else {{
{on_post}
        }}
      }}
      weights.push(w);
    }}
    return weights;
  }},
  // Where the variables begin: at X_0, in the infinite past, or where their slopes are 0.
  begin({{ {constants} }}) {{
    let {begins};
    [{rest}] = findRest(([{rest}]) => [{slopes}], {unknown});
    return [{state}];
  }},
}}"""


def engine_of(card: Card) -> str:
    """The engine of a card's rule, an object of JavaScript.

    Raises
    ------
    BadInput
        The rule has no closed form between spikes; names the statement.
    Untranslatable
    """
    source = source_of(card.structure, card.name)
    unknown = [one for one in card.variables if is_at_rest(card, one)]
    return ENGINE.format(
        constants=", ".join(source.constants),
        state=", ".join(source.state),
        factors=", ".join(source.factors),
        rows="".join(f", {name} = row[{n}]" for n, name in enumerate(source.factors)),
        decay=translate_statements(source.decay, " " * 6),
        on_pre=translate_statements(source.on_pre, " " * 10),
        on_post=translate_statements(source.on_post, " " * 10),
        begins=", ".join(f"{name} = {begin}" for name, begin in beginnings(card, source).items()),
        rest=", ".join(spelt(one.name) for one in unknown),
        slopes=", ".join(translate_expression(one.slope, names_of(card)) for one in unknown),
        unknown=len(unknown),
    )


def names_of(card: Card) -> set[str]:
    """The variables and the constants, as they are spelt."""
    return {spelt(one.name) for one in card.variables} | {spelt(c.symbol) for c in card.constants}


def is_at_rest(card: Card, variable) -> bool:
    """Whether a variable begins where its equation rests, see `protocols.engine.initial_state`."""
    return bool(variable.slope) and f"{variable.name}_0" not in {c.symbol for c in card.constants}


def beginnings(card: Card, source: Source) -> dict[str, str]:
    """What each name of the state begins at, those at rest at 0 until that is found."""
    symbols = {constant.symbol for constant in card.constants}
    kinds = {spelt(one.name): one for one in card.variables}
    found = {}
    for name in source.state:
        variable = kinds.get(name)
        if variable and f"{variable.name}_0" in symbols:
            found[name] = spelt(f"{variable.name}_0")
        elif variable and variable.kind == "time stamp":
            found[name] = "-Infinity"
        else:
            found[name] = "0"
    return found
