"""An event-driven rule in JavaScript: the exact engine's own text, translated."""

from figures.live.javascript import translate_expression, translate_statements
from models.card import Card
from models.structure import Variable, spelt
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
  // Where the variables begin: as said, in the infinite past, or where their slopes are 0.
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
    unknown = [one for one in card.variables if is_at_rest(one)]
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


def is_at_rest(variable: Variable) -> bool:
    """Whether a variable begins where its equation rests, see `protocols.engine.initial_state`."""
    return bool(variable.slope) and variable.begins == ""


def beginnings(card: Card, source: Source) -> dict[str, str]:
    """What each name of the state begins at, those at rest at 0 until that is found."""
    told = {spelt(one.name): beginning_of(one) for one in card.variables}
    return {name: told.get(name, "0") for name in source.state}


def beginning_of(variable: Variable) -> str:
    """Where a variable begins, in JavaScript; 0 where that is at rest, and found then."""
    if variable.begins != "":
        said = variable.begins
        return spelt(said) if isinstance(said, str) else repr(said)
    return "-Infinity" if variable.kind == "time stamp" else "0"
