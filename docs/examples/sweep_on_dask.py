"""A sweep of two constants on Dask's workers, of this machine or of a cluster.

``scheduler="slurm"`` or an address takes other machines; without it the parts are done in turn.
"""

import sys
import tempfile
from pathlib import Path

from protocols.sweep import sweep


def run(scheduler=None):
    """The best of 900 sets; what was done is kept part by part in the folder."""
    with tempfile.TemporaryDirectory() as folder:
        return sweep(
            "triplet:visual_cortex_all_to_all_minimal",
            vary={"A3_plus": ("0", "0.02"), "tau_y": ("5*ms", "500*ms")},
            output=Path(folder),
            experiment="pfister_gerstner_2006_cortex",
            grid=30,
            size=300,
            scheduler=scheduler,
            part=None if scheduler else "1/1",
        )


#: The least error of the sets, in turn.
best = float(run().E[0]) if __name__ != "__main__" else None

if __name__ == "__main__":
    found = run(scheduler=sys.argv[1] if sys.argv[1:] else "local")
    for error, constants in zip(found.E, found.set, strict=True):
        print(f"E = {error:6.3f}  {constants}")
