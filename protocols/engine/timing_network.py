"""The Brian2 network of a timing protocol: a synapse a condition, both sides given as spikes."""

import itertools

from brian2 import Clock, Network, SpikeGeneratorGroup, Synapses, second

from models.own_names import list_kept, written_for_brian2
from models.structure import Structure, spelt
from protocols.engine.propagator import entry, step_of
from synplast.assembled import Assembled

#: What a weight that moves between spikes is copied to in each step, before it goes on.
READ = "weight_read"


def assemble(structure: tuple, size: int, **target) -> Assembled:
    """Network of ``size`` synapses of one rule, or of fewer where a clock advances it.

    Its inputs are the spikes of ``pre``, ``post`` and ``drive``, and the rule's variables and
    constants as `models.structure.own` spells them. Constants are declared for each synapse, so
    that they are data and may differ between synapses. A rule with statements for a volley is
    driven besides.

    Parameters
    ----------
    structure : tuple
        `Card.structure`.
    """
    rule = written_for_brian2(Structure(*structure))
    declared = [f"{symbol} : {unit} (constant)" for symbol, unit in rule.constants]
    if rule.on_drive:
        declared.append("volley : volt (constant)")
    moving = [spelt(name) for name, kind, *_ in rule.variables if kind == "clock-driven"]
    declared += [f"{READ} : 1"] if "w" in moving else []
    # Without a method nothing is integrated here: Brian2's own choice checks what a card prints.
    method = rule.method or ("exact", "euler", "heun")
    if method == "exact":
        places = itertools.product(range(len(moving)), range(len(moving) + 1))
        declared += [f"{entry(*place)} : 1 (constant)" for place in places]

        def method(equations, variables, method_options=None):
            return step_of(moving)

    clock = Clock(1 * second, name="steps")
    sides = {
        name: SpikeGeneratorGroup(size, [], [] * second, clock=clock, name=name, **target)
        for name in ("pre", "post", *(["drive"] if rule.on_drive else []))
    }
    plastic = Synapses(
        sides["pre"],
        sides["post"],
        "\n".join([rule.equations, *declared]),
        on_pre=rule.on_pre,
        on_post=rule.on_post,
        method=method,
        clock=clock,
        name="plastic",
        namespace={},
        **target,
    )
    plastic.connect(j="i")
    weight = "w"
    if moving:  # a spike at time 0 finds every variable where it begins, none a step later
        plastic.state_updater.when = "end"
    if "w" in moving:  # and the weight is read as the last spike left it, no step later
        weight = READ
        plastic.run_regularly(
            f"{READ} = w", clock=clock, when="after_synapses", name="reading", **target
        )
    net = Network(*sides.values(), plastic, name="protocol")
    if rule.on_drive:
        volleys = Synapses(sides["drive"], plastic, on_pre=rule.on_drive, clock=clock,
                           name="volleys", namespace={}, **target)  # fmt: skip
        volleys.connect(j="i")
        net.add(volleys)
    for one in net.objects:  # a `run` of the caller's takes what is its own
        one.add_to_magic_network, one._network = False, net.id
    inputs = {name: plastic.variables[name] for name in list_kept(plastic) if name != READ}
    if rule.method:  # steps are taken for the first of them only
        inputs["synapses"] = plastic.variables["N"]
    return Assembled(net, clock, inputs | sides, {"w": plastic.variables[weight]})
