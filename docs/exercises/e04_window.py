# %% [markdown] lang="fr"
# # 4. La fenêtre de la STDP
#
# La règle des paires : pour un décalage $\Delta t = t_{post} - t_{pré}$,
# $\Delta w = A_+ e^{-\Delta t/\tau_+}$ si $\Delta t \ge 0$, et $-A_- e^{\Delta t/\tau_-}$ sinon.
# Complétez `change_of_pair`, puis comparez avec `synplast.stdp` : une paire, toute la fenêtre.
# %% [markdown] lang="en"
# # 4. The window of STDP
#
# The pair rule: for a lag $\Delta t = t_{post} - t_{pre}$, $\Delta w = A_+ e^{-\Delta t/\tau_+}$
# where $\Delta t \ge 0$, and $-A_- e^{\Delta t/\tau_-}$ elsewhere. Complete `change_of_pair`, and
# compare with `synplast.stdp`: one pair, the whole window.
# %%
import numpy as np

import synplast

card = synplast.find("pair:bi_wang_2002")
A_plus, A_minus = card["A_plus"], card["A_minus"]
tau_plus, tau_minus = 1000 * card["tau_plus"], 1000 * card["tau_minus"]  # ms


def change_of_pair(lag):
    """The change of weight at each lag (ms): array like ``lag``."""
    change = np.zeros(len(lag))
    ### BEGIN SOLUTION
    after = lag >= 0
    change[after] = A_plus * np.exp(-lag[after] / tau_plus)
    change[~after] = -A_minus * np.exp(lag[~after] / tau_minus)
    ### END SOLUTION
    return change


# %% tags=["claim"]
window = synplast.stdp(pairs=1, lag="-100:100:5", engine="exact")
np.testing.assert_allclose(change_of_pair(window.lag), window.change, rtol=1e-9)
