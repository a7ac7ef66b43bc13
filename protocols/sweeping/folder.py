"""The folder of a sweep: what the sweep is, and a file for each part that is done."""

import json
from pathlib import Path

import numpy as np

from protocols.sweeping.plan import Plan
from synplast.bad_input import BadInput
from synplast.whole_file import whole

ABOUT = "sweep.json"


def path_of(folder: Path, part: int) -> Path:
    return folder / f"part-{part:06d}.npy"


def describe(plan: Plan) -> dict:
    """All that the results depend on."""
    card = plan.measure.card
    return {
        "rule": card.name,
        "constants": {c.symbol: c.value for c in card.constants},
        "text": list(card.structure[:3]),
        **plan.measure.about,
        "vary": {one.symbol: [one.low, one.high, one.constant.base] for one in plan.measure.free},
        "grid": plan.grid,
        "sample": plan.sample,
        "size": plan.size,
        "seed": plan.seed,
        "columns": plan.columns,
    }


def open_folder(folder: Path, plan: Plan) -> list[int]:
    """The parts that are still to be done; writes what the sweep is into a new folder.

    Raises
    ------
    BadInput
        The folder holds another sweep, or files that are none.
    """
    about, mine = folder / ABOUT, json.dumps(describe(plan), indent=1) + "\n"
    if about.exists():
        if about.read_text(encoding="utf-8") != mine:
            raise BadInput("output", folder, "the folder of this sweep; it holds another one")
    elif any(folder.iterdir()):
        raise BadInput("output", folder, f"an empty folder, or one of a sweep, with {ABOUT}")
    else:
        with whole(about) as beside:
            beside.write_text(mine, encoding="utf-8")
    return [part for part in range(plan.parts) if not path_of(folder, part).exists()]


def write_part(folder: Path, part: int, found: np.ndarray) -> None:
    with whole(path_of(folder, part)) as beside, beside.open("wb") as file:
        np.save(file, found)


def best_of(folder: Path, plan: Plan, most: int) -> np.ndarray:
    """The sets of least E in the parts that are there."""
    best = np.empty(0, [(name, float) for name in plan.columns])
    for part in range(plan.parts):
        if path_of(folder, part).exists():
            found = np.load(path_of(folder, part))
            few = np.argsort(found["E"], kind="stable")[:most]
            best = np.concatenate([best, found[few]])
            best = best[np.argsort(best["E"], kind="stable")[:most]]
    return best
