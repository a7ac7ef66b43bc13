"""The Brian2 network of images as spikes: a Poisson train for each pixel, and its spike count."""

from brian2 import Clock, Network, NeuronGroup, Synapses, second

from synplast.assembled import Assembled


def assemble(size: int, **target) -> Assembled:
    """Network of ``size`` neurons that fire at random, each at a rate of its own.

    The counts are the readout's synapses, each of which counts the spikes of its neuron.
    """
    clock = Clock(1 * second, name="steps")
    pixels = NeuronGroup(
        size,
        "rate : Hz (constant)",
        threshold="rand() < rate * dt",
        clock=clock,
        name="pixels",
        namespace={},
        **target,
    )
    counter = Synapses(
        pixels, pixels, "count : 1", on_pre="count += 1", clock=clock, name="counter",
        namespace={}, **target
    )  # fmt: skip
    counter.connect(j="i")
    net = Network(pixels, counter, name="photoreceptors")
    inputs = {"rate": pixels.variables["rate"]}
    return Assembled(net, clock, inputs, {"count": counter.variables["count"]})
