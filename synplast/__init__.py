"""The synaptic plasticity course as running, checked science.

What is public here is loaded when it is first asked for: ``synplast.stdp(rule="triplet")``,
``synplast.find("pair:song_2000")``, ``synplast.Perceptron``. The modules of this folder are the
project's ground floor, without science.
"""

import importlib

#: Where what is not a command is.
PUBLIC = {
    "BadInput": "synplast.bad_input",
    "Card": "models.card",
    "Deskew": "readout",
    "GranuleCells": "readout",
    "Perceptron": "readout",
    "PoissonSpikes": "readout",
    "Rule": "models.rule",
    "Trains": "protocols.engine.spike_trains",
    "cards": "models.catalogue",
    "find": "models.catalogue",
    "pairings": "protocols.engine.spike_trains",
    "run": "protocols.engine.run",
    "spike_trains": "protocols.engine.spike_trains",
    "to_neo": "protocols.engine.export",
    "write_spikes": "protocols.engine.export",
    "write_weights": "protocols.engine.export",
}


def __getattr__(name: str):
    """A command's function, or one of `PUBLIC`; raises AttributeError."""
    from synplast.front_door import FOLDERS, commands
    from synplast.process import find_foreign

    module = PUBLIC.get(name) or commands().get(name, "")
    folder, _, file = module.partition(".")
    if name not in PUBLIC and (folder not in FOLDERS or file == "__main__"):
        raise AttributeError(f"module 'synplast' has no attribute {name!r}")
    if complaint := find_foreign():
        raise ImportError(complaint)
    if name == "Rule":
        importlib.import_module("synplast.brian2_loader").load_brian2()
    found = getattr(importlib.import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from synplast.front_door import FOLDERS, commands

    modules = [one.split(".") for one in commands().values()]
    listed = [name for folder, name in modules if folder in FOLDERS and name != "__main__"]
    return sorted({*globals(), *PUBLIC, *listed})
