"""Rules of plasticity between rates: Hebb, covariance, Oja, and BCM with its sliding threshold.

Each says how fast a weight changes, and where its threshold slides to. Rates are in units of the
target rate, time in presentations of an input. The neuron that they are put on is linear,
y = w . x. Of each rule the learning rate eta is free.
"""

import math
from dataclasses import dataclass

from models.model import Model

LIMITS = {"eta": (0, math.inf)}
CONVENTIONS = {
    "rates": "in units of the target rate; time in presentations of an input",
    "the neuron": "linear, without a threshold to fire",
    "order at a presentation": "weights and threshold move by one step of their equations, both "
    "from what was there before it",
    "bounds": "none: a weight may change its sign",
}
SLIDES = "the running mean over tau_theta presentations, which the protocols take"


@dataclass(frozen=True, kw_only=True)
class Hebb(Model):
    """Hebb's rule: together is stronger, and nothing ever weaker, so it is unstable.

    Averaged over the inputs dw/dt = eta Q w, Q = <x x^T>: every component grows, the principal one
    (of the largest eigenvalue lambda) the fastest, as e^(eta lambda t).

    Parameters
    ----------
    eta : float
        Learning rate; free, in this rule and in all the others.
    """

    eta: float

    equations = """
        dw/dt = eta x y
        y = w . x
    """
    engine = "rate"
    limits = LIMITS
    conventions = CONVENTIONS | {"experiments": "protocols.rate, .component"}
    source = (
        "Hebb 1949, The Organization of Behavior (Wiley; reprinted 2005, "
        "doi:10.4324/9781410612403); as a product of rates: Dayan & Abbott 2001, Theoretical "
        "Neuroscience (MIT Press), Eq. 8.3 (from memory)"
    )

    def change(self, w, x, y, theta):
        """dw/dt of weights ``w`` at the rates ``x`` and ``y``: array like w and x."""
        return self.eta * x * y

    def slides_to(self, y):
        """What the threshold follows the mean of; this rule has none."""
        return 0.0


@dataclass(frozen=True, kw_only=True)
class Covariance(Model):
    """Covariance rule: below the mean of the answer there is depression.

    Averaged over the inputs dw/dt = eta C w with C their covariance: still unstable.
    """

    eta: float

    equations = """
        dw/dt = eta x (y - theta)
        tau_theta dtheta/dt = y - theta
        y = w . x
    """
    engine = "rate"
    limits = LIMITS
    conventions = CONVENTIONS | {
        "threshold": SLIDES,
        "experiments": "protocols.rate, .component",
    }
    source = (
        "Sejnowski 1977, doi:10.1007/BF00275079; with the mean on the postsynaptic side: Dayan & "
        "Abbott 2001, Eq. 8.8 (both numbers from memory)"
    )

    def change(self, w, x, y, theta):
        """dw/dt, as in `Hebb`."""
        return self.eta * x * (y - theta)

    def slides_to(self, y):
        """y: the threshold is its mean."""
        return y


@dataclass(frozen=True, kw_only=True)
class Oja(Model):
    """Oja's rule: Hebb with a decay that keeps |w| at 1.

    The weights turn to the principal component of Q = <x x^T>.
    """

    eta: float

    equations = """
        dw/dt = eta (x y - y^2 w)
        y = w . x
    """
    engine = "rate"
    limits = LIMITS
    conventions = CONVENTIONS | {"experiments": "protocols.rate, .component, .selectivity"}
    source = "Oja 1982, doi:10.1007/BF00275687"

    def change(self, w, x, y, theta):
        """dw/dt, as in `Hebb`."""
        return self.eta * (x * y - y**2 * w)

    def slides_to(self, y):
        """No threshold."""
        return 0.0


@dataclass(frozen=True, kw_only=True)
class BCM(Model):
    """BCM: above a threshold potentiation, below it depression, and it slides faster than y grows.

    The original lets theta be a power above 1 of the mean rate; the mean of the square is of
    Intrator & Cooper 1992.
    """

    eta: float

    equations = """
        dw/dt = eta x y (y - theta)
        tau_theta dtheta/dt = y^2 - theta
        y = w . x
    """
    engine = "rate"
    limits = LIMITS
    conventions = CONVENTIONS | {
        "threshold": SLIDES,
        "stability": "of the answer while eta |x|^2 (tau_theta + 1) < 1",
        "experiments": "protocols.rate, .metaplasticity, .selectivity",
    }
    source = (
        "Bienenstock, Cooper & Munro 1982, doi:10.1523/JNEUROSCI.02-01-00032.1982; theta = <y^2>: "
        "Intrator & Cooper 1992, doi:10.1016/S0893-6080(05)80003-6"
    )

    def change(self, w, x, y, theta):
        """dw/dt, as in `Hebb`."""
        return self.eta * x * y * (y - theta)

    def slides_to(self, y):
        """y^2: the threshold is its mean."""
        return y**2

    def stability(self, x_squared: float, tau_theta: float) -> float:
        """Below 1, y = theta = 1 is stable, and above it rate and threshold chase each other.

        Linearised about y = theta = 1 under a constant input x, with one step a presentation, the
        pair (y, theta) is multiplied by [[1 + a, -a], [2/tau, 1 - 1/tau]], a = eta |x|^2. Its
        determinant is below 1, and the fixed point stable, while a (tau + 1) < 1; in continuous
        time, while a tau < 1. The same holds where the neuron has become selective to one of K
        equally frequent patterns, y = theta = K, with a = eta |x|^2 of that pattern.

        Parameters
        ----------
        x_squared : float
            |x|^2.
        tau_theta : float
            Time constant of the threshold, in presentations.
        """
        return self.eta * x_squared * (tau_theta + 1)


RULES = {rule.family(): rule for rule in (Hebb, Covariance, Oja, BCM)}
FREE = "the learning rate is free: 1 here, as in protocols.rate, and less in the other protocols."
for _rule, _set, _paper in (
    (Hebb, "hebb_1949", "Hebb 1949"),
    (Covariance, "sejnowski_1977", "Sejnowski 1977"),
    (Oja, "oja_1982", "Oja 1982"),
    (BCM, "intrator_cooper_1992", "Intrator & Cooper 1992"),
):
    _rule.PUBLISHED = {_set: _rule(eta=1.0)}
    _rule.NOTES = {_set: f"{_paper}; {FREE}"}
