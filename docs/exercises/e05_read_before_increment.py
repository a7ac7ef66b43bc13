# %% [markdown] lang="fr"
# # 5. Lire avant d'incrémenter : la règle des triplets
#
# Au potentiel d'action postsynaptique, la règle des triplets lit la trace lente $o_2$ telle qu'elle
# était *juste avant* lui ($t - \epsilon$) : $w \leftarrow w + r_1 (A_2^+ + A_3^+ o_2)$, puis
# $o_1, o_2 \leftarrow +1$. Au présynaptique, $w \leftarrow w - o_1 (A_2^- + A_3^- r_2)$, puis
# $r_1, r_2 \leftarrow +1$. Complétez `spike`. L'ordre inverse donne +20 % là où rien ne change.
# %% [markdown] lang="en"
# # 5. Read before you increment: the triplet rule
#
# At a postsynaptic spike the triplet rule reads the slow trace $o_2$ as it stood *just before* it
# ($t - \epsilon$): $w \leftarrow w + r_1 (A_2^+ + A_3^+ o_2)$, then $o_1, o_2 \leftarrow +1$. At a
# presynaptic one, $w \leftarrow w - o_1 (A_2^- + A_3^- r_2)$, then $r_1, r_2 \leftarrow +1$.
# Complete `spike`. The other order gives +20 % where nothing changes.
# %%
import numpy as np

import synplast

card = synplast.find("triplet:visual_cortex_all_to_all_full")
TAU = {"r1": "tau_plus", "r2": "tau_x", "o1": "tau_minus", "o2": "tau_y"}


def spike(w, trace, side):
    """The weight after a spike of ``side``, "pre" or "post"; the traces are changed in place."""
    ### BEGIN SOLUTION
    if side == "post":
        w += trace["r1"] * (card["A2_plus"] + card["A3_plus"] * trace["o2"])
        trace["o1"] += 1
        trace["o2"] += 1
    else:
        w -= trace["o1"] * (card["A2_minus"] + card["A3_minus"] * trace["r2"])
        trace["r1"] += 1
        trace["r2"] += 1
    ### END SOLUTION
    return w


def follow(spikes, w=1.0):
    """The weight after (time in s, side) in order; in between every trace decays."""
    trace, before = dict.fromkeys(TAU, 0.0), 0.0
    for time, side in spikes:
        for name, tau in TAU.items():
            trace[name] *= np.exp((before - time) / card[tau])
        w, before = spike(w, trace, side), time
    return w


# %% tags=["claim"]
pre, post = [0.0, 0.03, 0.1], [0.01, 0.05, 0.09]
spikes = sorted([(t, "pre") for t in pre] + [(t, "post") for t in post])
weight = synplast.run([card], synplast.spike_trains([pre], [post]), engine="exact")[0, 0]
np.testing.assert_allclose(follow(spikes, card["w_0"]), weight, rtol=1e-9)
assert weight != card["w_0"]
