# %% [markdown] lang="fr"
# # 1. La piscine de Morris : apprendre ce que vaut un lieu
#
# Un rat court d'un bout à l'autre d'un couloir de dix lieux ; la récompense $R = 1$ est au bout.
# La critique apprend ce que vaut chaque lieu par l'erreur de différence temporelle
# $\delta = R + \gamma C(p') - C(p)$ : $C(p) \leftarrow C(p) + \eta\,\delta$.
# Complétez `learn_run`, une course. Au bout de nombreuses courses, $C$ doit valoir
# $\gamma^{\text{distance}}$.
# %% [markdown] lang="en"
# # 1. The water maze: to learn what a place is worth
#
# A rat runs through a corridor of ten places; the reward $R = 1$ is at its end. The critic learns
# the worth of each place from the temporal difference $\delta = R + \gamma C(p') - C(p)$:
# $C(p) \leftarrow C(p) + \eta\,\delta$. Complete `learn_run`, one run. After many runs $C$ must be
# $\gamma^{\text{distance}}$.
# %%
import numpy as np

PLACES, GAMMA, ETA = 10, 0.9, 0.2


def learn_run(worth):
    """The worth of each place after one run: array (places,). After the last comes nothing."""
    worth = worth.copy()
    ### BEGIN SOLUTION
    for place in range(PLACES):
        last = place == PLACES - 1
        after = 0.0 if last else worth[place + 1]
        worth[place] += ETA * (float(last) + GAMMA * after - worth[place])
    ### END SOLUTION
    return worth


# %% tags=["claim"]
worth = np.zeros(PLACES)
worth = learn_run(worth)
assert worth[-1] == ETA, "the place of the reward learns first"
assert not worth[:-1].any(), "and no other yet"
for _ in range(1000):
    worth = learn_run(worth)
np.testing.assert_allclose(worth, GAMMA ** np.arange(PLACES)[::-1], rtol=1e-6)
