"""How far a model is from an experiment's numbers."""

import numpy as np


def normalised_error(change, experiment, sem) -> float:
    """Pfister & Gerstner 2006, Eq. 5: mean of ((model - data) / SEM)^2 where there are data."""
    change, experiment, sem = map(np.asarray, (change, experiment, sem))
    there = ~np.isnan(experiment)
    return float(np.mean(((change - experiment)[there] / sem[there]) ** 2))


def errors(result) -> list[str]:
    """A line ``E = 0.34`` for each rule of a result, where there are data."""
    rules = list(dict.fromkeys(result.rule))
    lines = []
    for rule in rules:
        here = result.rule == rule
        if not np.isnan(result.experiment[here]).all():
            found = normalised_error(result.change[here], result.experiment[here], result.sem[here])
            lines.append(f"E = {found:.3g}" + (f"  {rule}" if len(rules) > 1 else ""))
    return lines
