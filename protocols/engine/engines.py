"""The engines by kind: what a rule's card names (`models.rule.Rule.engine`) runs here."""

from protocols.engine import adex_engine, calcium_engine, clock_driven, exact, linear
from protocols.engine.by_brian2 import simulate_rule
from protocols.engine.engine import Engine
from synplast.bad_input import BadInput, nearest

DRAWS_NOTHING = {"sampled": "draws no random numbers"}
NO_CLOSED_FORM = "follows the membrane voltage, which has no closed form"
STEPPED = dict.fromkeys(["exact", "sampled"], NO_CLOSED_FORM)

ANY_EQUATIONS = Engine({"brian2": simulate_rule, "exact": exact.run}, DRAWS_NOTHING)

ENGINES = {
    "any_equations": ANY_EQUATIONS,
    "short_term": ANY_EQUATIONS,
    "reward": Engine({"brian2": simulate_rule, "exact": linear.run}, DRAWS_NOTHING),
    "clock_driven": Engine({"brian2": clock_driven.simulate}, STEPPED),
    "voltage": Engine({"brian2": adex_engine.simulate}, STEPPED, equations_of="voltage"),
    "calcium": Engine(
        {
            "brian2": calcium_engine.simulate,
            "exact": calcium_engine.exact,
            "sampled": calcium_engine.sample,
        },
        equations_of="calcium",
    ),
}


def engine_of(kind: str) -> Engine:
    """The engine that a card names; raises `BadInput` where there is none of that name."""
    if kind not in ENGINES:
        raise BadInput("rule", f"engine = {kind!r}", nearest(kind, ENGINES))
    return ENGINES[kind]
