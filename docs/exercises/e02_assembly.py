# %% [markdown] lang="fr"
# # 2. Hebb : une assemblée se complète
#
# Des neurones qui ont été actifs ensemble se lient : $w_{ij} = \sum_k x_i^k x_j^k$, sans lien d'un
# neurone à lui-même ($x = \pm 1$, actif ou non). Complétez `learn` et `recall` : chaque neurone
# devient actif si son entrée $\sum_j w_{ij} x_j$ est positive. La moitié d'un souvenir doit en
# rappeler le tout.
# %% [markdown] lang="en"
# # 2. Hebb: an assembly completes itself
#
# Neurons that were active together are linked: $w_{ij} = \sum_k x_i^k x_j^k$, with no link of a
# neuron to itself ($x = \pm 1$, active or not). Complete `learn` and `recall`: each neuron becomes
# active if its input $\sum_j w_{ij} x_j$ is positive. Half of a memory must recall the whole.
# %%
import numpy as np

rng = np.random.default_rng(0)
memories = rng.choice([-1, 1], (3, 200))


def learn(memories):
    """The weights: array (neurons, neurons)."""
    ### BEGIN SOLUTION
    w = memories.T @ memories
    np.fill_diagonal(w, 0)
    return w
    ### END SOLUTION


def recall(w, x, steps=5):
    """The activity after a few steps in which all neurons are updated at once."""
    ### BEGIN SOLUTION
    for _ in range(steps):
        x = np.where(w @ x > 0, 1, -1)
    ### END SOLUTION
    return x


# %% tags=["claim"]
for memory in memories:
    half = memory.copy()
    half[100:] = -1
    found = recall(learn(memories), half)
    assert (found == memory).all(), "half of a memory recalls the whole"
