"""A Brian2 network ready to run, with the names of what goes in and what comes out."""

from typing import Any, NamedTuple


class Assembled(NamedTuple):
    """What a module's ``assemble(*arguments, **target)`` returns.

    The module and the arguments decide the equations and the sizes, which are compiled; all that
    ``inputs`` names is data, which a compiled program reads at every run.

    Attributes
    ----------
    net : brian2.Network
        All its objects on one clock.
    clock : brian2.Clock
    inputs : dict from name to Variable or SpikeGeneratorGroup
        Set before the run: an array, or spikes as a pair of arrays (index, step).
    outputs : dict from name to Variable
        Read after the run.
    """

    net: Any
    clock: Any
    inputs: dict[str, Any]
    outputs: dict[str, Any]
