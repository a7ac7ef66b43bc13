# %% [markdown] lang="fr"
# # 7. BCM : un seuil qui glisse
#
# $\dot w = \eta\, x y (y - \theta)$ : potentiation au-dessus du seuil, dépression au-dessous. Le
# seuil suit la moyenne de $y^2$ : $\tau \dot\theta = y^2 - \theta$. Complétez `step` (Euler, un pas
# de 1). L'activité doit se fixer à $y = 1$ d'où qu'elle parte ; avec un seuil fixe, elle s'emballe.
# %% [markdown] lang="en"
# # 7. BCM: a threshold that slides
#
# $\dot w = \eta\, x y (y - \theta)$: potentiation above the threshold, depression below. The
# threshold follows the mean of $y^2$: $\tau \dot\theta = y^2 - \theta$. Complete `step` (Euler, a
# step of 1). Activity must settle at $y = 1$ wherever it starts; a fixed threshold lets it grow.
# %%
ETA, TAU = 0.01, 10.0


def step(w, theta, x=1.0):
    """The weight and the threshold a step later."""
    ### BEGIN SOLUTION
    y = w * x
    return w + ETA * x * y * (y - theta), theta + (y**2 - theta) / TAU
    ### END SOLUTION
    return w, theta


# %% tags=["claim"]
for start in (0.2, 0.8, 1.5):
    w, theta = start, 0.5
    for _ in range(5000):
        w, theta = step(w, theta)
    assert abs(w - 1) < 1e-3, "y settles at 1"
    assert abs(theta - 1) < 1e-3, "and so does the threshold"
