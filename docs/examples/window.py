"""The STDP window with units: lags as Brian2 quantities, a constant changed, both drawn."""

import numpy as np
from brian2 import ms

import synplast

lags = np.linspace(-60, 60, 25) * ms
published = synplast.stdp(lag=lags, engine="exact")
wider = synplast.stdp(rule="pair:bi_wang_2002 tau_plus=40*ms", lag=lags, engine="exact")

#: How much wider the potentiating side is, as the ratio of the changes at +60 ms.
ratio = wider.change[-1] / published.change[-1]

if __name__ == "__main__":
    print(published, f"ratio at +60 ms: {ratio:.2f}")
    published.plot(lang="en").savefig("window.png")
