# %% [markdown] lang="fr"
# # 3. La fréquence décide : de la dépression à la potentiation
#
# `synplast.frequency` répète l'expérience de Sjöström et al. 2001 : des paires où le
# postsynaptique précède de 10 ms, à plusieurs fréquences. Complétez `find_crossover` : la plus
# petite fréquence où le changement passe par zéro, par interpolation linéaire ; `nan` s'il n'y en
# a pas. La règle des triplets en a une entre 20 et 40 Hz ; celle des paires (Song) n'en a pas.
# %% [markdown] lang="en"
# # 3. Frequency decides: from depression to potentiation
#
# `synplast.frequency` repeats the experiment of Sjöström et al. 2001: pairs in which the
# postsynaptic spike is 10 ms ahead, at several rates. Complete `find_crossover`: the lowest rate at
# which the change goes through zero, by linear interpolation; `nan` where there is none. The
# triplet rule has one between 20 and 40 Hz; the pair rule (Song) has none.
# %%
import math

import synplast

RATES = [1, 10, 20, 30, 40]
found = {
    rule: synplast.frequency(rule=rule, lag=[-10], rate=RATES, pairs=75, engine="exact")
    for rule in ("triplet", "pair:song_2000")
}


def find_crossover(rate, change):
    """Where the change, array (rates,), goes from below zero to above."""
    crossover = math.nan
    ### BEGIN SOLUTION
    for n in range(len(rate) - 1):
        if change[n] < 0 < change[n + 1]:
            part = -change[n] / (change[n + 1] - change[n])
            return rate[n] + part * (rate[n + 1] - rate[n])
    ### END SOLUTION
    return crossover


# %% tags=["claim"]
assert 20 < find_crossover(found["triplet"].rate, found["triplet"].change) < 40
assert math.isnan(find_crossover(found["pair:song_2000"].rate, found["pair:song_2000"].change))
assert find_crossover([1, 3], [-1, 1]) == 2
