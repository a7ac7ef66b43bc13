# %% [markdown] lang="fr"
# # 6. Hebb s'emballe, Oja tient
#
# Avec $\dot w = \eta\, x y$ les poids croissent sans fin. Oja retranche ce qu'il faut :
# $w \leftarrow w + \eta\,(x y - y^2 w)$, avec $y = w \cdot x$. Complétez `learn`. Les poids doivent
# avoir la longueur 1 et la direction de la plus grande variance des entrées.
# %% [markdown] lang="en"
# # 6. Hebb runs away, Oja holds
#
# With $\dot w = \eta\, x y$ the weights grow without end. Oja takes off what is needed:
# $w \leftarrow w + \eta\,(x y - y^2 w)$, with $y = w \cdot x$. Complete `learn`. The weights must
# have length 1 and the direction of the inputs' largest variance.
# %%
import numpy as np

rng = np.random.default_rng(0)
inputs = rng.multivariate_normal([0, 0], [[3, 1], [1, 1]], 20_000)


def learn(inputs, eta=0.002):
    """The weights after all inputs, array (samples, 2), one by one: array (2,)."""
    w = np.array([0.1, -0.1])
    ### BEGIN SOLUTION
    for x in inputs:
        y = w @ x
        w = w + eta * (x * y - y**2 * w)
    ### END SOLUTION
    return w


# %% tags=["claim"]
w = learn(inputs)
values, vectors = np.linalg.eigh(inputs.T @ inputs)
assert abs(np.linalg.norm(w) - 1) < 0.05, "length 1"
assert abs(w @ vectors[:, -1]) > 0.99, "the principal component"
