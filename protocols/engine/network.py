"""The Brian2 network of a timing protocol: a synapse a condition, both sides given as spikes."""

from brian2 import Clock, Equations, Network, SpikeGeneratorGroup, Synapses, second
from brian2.equations.equations import SUBEXPRESSION

from models.assembled import Assembled
from models.bad_input import BadInput

# Brian2's own choice for equations that are not event-driven.
FIRST_THAT_CAN = ("exact", "euler", "heun")


def assemble(structure: tuple, size: int, method=FIRST_THAT_CAN, **target) -> Assembled:
    """Network of ``size`` synapses of one rule.

    Parameters
    ----------
    structure : tuple
        `Card.structure`: equations, statements, and the constants' names and units. Constants
        are declared for each synapse, so that they are data and may differ between synapses.
        A rule with statements for a volley is driven besides.
    method : str or tuple of str
        How Brian2 integrates equations that are not event-driven.
    """
    equations, on_pre, on_post, constants, on_drive = structure
    refuse_late(Equations(equations))
    declared = [f"{symbol} : {unit} (constant)" for symbol, unit in constants]
    if on_drive:
        declared.append("volley : volt (constant)")
    clock = Clock(1 * second, name="steps")
    sides = {
        name: SpikeGeneratorGroup(size, [], [] * second, clock=clock, name=name, **target)
        for name in ("pre", "post", *(["drive"] if on_drive else []))
    }
    plastic = Synapses(
        sides["pre"],
        sides["post"],
        "\n".join([equations, *declared]),
        on_pre=on_pre,
        on_post=on_post,
        method=method,
        clock=clock,
        name="plastic",
        namespace={},
        **target,
    )
    plastic.connect(j="i")
    net = Network(*sides.values(), plastic, name="protocol")
    inputs = {symbol: plastic.variables[symbol] for symbol in ["w", *dict(constants)]}
    if on_drive:
        volleys = Synapses(sides["drive"], plastic, on_pre=on_drive, clock=clock, name="volleys",
                           namespace={}, **target)  # fmt: skip
        volleys.connect(j="i")
        net.add(volleys)
        inputs["volley"] = plastic.variables["volley"]
    return Assembled(net, clock, inputs | sides, {"w": plastic.variables["w"]})


def refuse_late(equations: Equations) -> None:
    """Raise `BadInput` for a subexpression of event-driven variables: it would read them late.

    Brian2 reads there what they were at the last spike, without their decay since.
    """
    late = {name for name, one in equations.items() if "event-driven" in one.flags}
    for one in equations.ordered:
        if one.type == SUBEXPRESSION and one.identifiers & late:
            allowed = "write it out where it is used: it would read event-driven variables before "
            raise BadInput("", f"the subexpression {one.varname}", allowed + "they decay")
