# %% [markdown] lang="fr"
# # 9. Le calcium : le temps passé au-dessus d'un seuil
#
# Après un potentiel d'action le calcium saute à $C$ et décroît, $c(t) = C e^{-t/\tau}$. Ce qui
# compte (Graupner & Brunel 2012) est le temps passé au-dessus des seuils $\theta_d < \theta_p$.
# Complétez `time_above`, sans simuler. Une seule entrée présynaptique ($C = 1$) reste sous
# $\theta_p = 1{,}3$ ; avec le postsynaptique en même temps ($C = 3$), elle passe au-dessus.
# %% [markdown] lang="en"
# # 9. Calcium: the time spent above a threshold
#
# After a spike calcium jumps to $C$ and decays, $c(t) = C e^{-t/\tau}$. What counts (Graupner &
# Brunel 2012) is the time spent above the thresholds $\theta_d < \theta_p$. Complete `time_above`,
# without simulating. A presynaptic spike alone ($C = 1$) stays below $\theta_p = 1.3$; together
# with a postsynaptic one ($C = 3$) it gets above.
# %%
import numpy as np

TAU, THETA_D, THETA_P = 20.0, 1.0, 1.3  # ms; thresholds in units of the presynaptic transient


def time_above(theta, jump):
    """How long (ms) calcium is above ``theta`` after a jump from 0 to ``jump``."""
    time = 0.0
    ### BEGIN SOLUTION
    time = TAU * max(np.log(jump / theta), 0.0)
    ### END SOLUTION
    return time


# %% tags=["claim"]
fine = np.arange(0, 200, 0.001)
for theta in (THETA_D, THETA_P):
    for jump in (0.5, 1.2, 2.0, 3.0):
        counted = 0.001 * np.count_nonzero(jump * np.exp(-fine / TAU) > theta)
        assert abs(time_above(theta, jump) - counted) < 0.002
assert time_above(THETA_P, 1.0) == 0 < time_above(THETA_P, 3.0)
