"""How good a fit is, in lines: chi2 and what it says of the rule, the starts, what is not known."""

from functools import partial

import numpy as np

from protocols.fitting.intervals import Interval
from protocols.fitting.minimise import Minimum, count_agreeing
from protocols.fitting.scalings import Scaling
from protocols.fitting.search import Found

#: Below this probability the data reject the rule.
REJECTS = 0.05


def tell(found: Found, errors_fitted: bool) -> list[str]:
    """The lines, the most important first."""
    return [
        *tell_goodness(found, errors_fitted),
        *tell_starts(found),
        *map(partial(tell_scaling, found), found.scalings),
        *filter(None, (tell_open(*one) for one in own(found))),
        *found.problem.prediction.left_out,
    ]


def tell_goodness(found: Found, errors_fitted: bool) -> list[str]:
    from scipy.special import chdtrc

    problem = found.problem
    off = float((problem.deviations(found.best.place) ** 2).sum())
    before = float((problem.deviations(problem.own) ** 2).sum())
    targets = len(problem.data)
    degrees = problem.degrees
    lines = [f"E = {off / targets:.4g} over {targets} targets; {before / targets:.4g} before"]
    if errors_fitted:
        names = ", ".join(f"{100 * sem:.3g} % of {name}" for name, sem in fitted_errors(found))
        lines.append(f"standard errors are missing, and fitted: {names}; "
                     "so chi2 cannot say whether the rule holds")  # fmt: skip
    elif problem.robust or not degrees:
        why = "robust: no p" if problem.robust else "no p"
        lines.append(f"chi2 = {off:.4g}, {degrees} degrees of freedom; {why}")
    else:
        p = float(chdtrc(degrees, off))
        said = ": the data reject the rule, and its intervals are too narrow" * (p < REJECTS)
        lines.append(f"chi2 = {off:.4g}, {degrees} degrees of freedom, p = {p:.2g}{said}")
    return lines


def fitted_errors(found: Found) -> list[tuple[str, float]]:
    """The error that was fitted for each experiment that has targets without one."""
    problem = found.problem
    given = np.array([one.sem for one in problem.prediction.targets])
    datasets = problem.prediction.datasets
    unknown = np.isnan(given)
    return [(str(name), float(problem.sem[unknown & (datasets == name)][0]))
            for name in np.unique(datasets[unknown])]  # fmt: skip


def tell_starts(found: Found) -> list[str]:
    best, targets = found.best.cost, len(found.problem.data)
    agree = count_agreeing(found.ends, best)
    lines = [f"{agree} of {len(found.ends)} starts of least squares agree"]
    if found.evolved:
        same = count_agreeing(found.evolved, best)
        other = found.evolved[0].cost / targets
        lines[0] += (
            f"; differential evolution finds the same, {same} of its {len(found.evolved)} sets"
            if same else f"; differential evolution finds {other:.4g}"
        )  # fmt: skip
        agree = max(agree, same)
    if len(found.minima) > 1:
        lines.append(f"{len(found.minima)} different minima are within what the data allow: "
                     "intervals are united over them")  # fmt: skip
    if agree < 2:
        lines.append("few agree: a better fit may be hidden; try more --starts, or another --seed")
    return lines


def tell_scaling(found: Found, scaling: Scaling) -> str:
    powers = [symbol if power == 1 else f"{symbol}^{1 / power:.3g}"
              for symbol, power in scaling.exponents.items()]  # fmt: skip
    one = found.problem.free[scaling.held]
    held = one.show(float(one.value(found.best.place[scaling.held])))
    return (f"{', '.join(powers)} can be scaled together and nothing changes: such data tell their "
            f"ratios alone; {one.symbol} is held at {held}")  # fmt: skip


def own(found: Found) -> list[tuple]:
    """The constants, with their intervals, that share no scaling."""
    shared = {symbol for one in found.scalings for symbol in one.exponents}
    both = zip(found.problem.free, found.intervals, strict=True)
    return [(one, interval) for one, interval in both if one.symbol not in shared]


def tell_open(one, interval: Interval) -> str:
    """What bounds an open interval; empty for one that is closed."""
    ends = [f"down to {one.show(one.low)}"] * interval.low_open
    ends += [f"up to {one.show(one.high)}"] * interval.high_open
    if not ends:
        return ""
    bound = "bound" + "s" * (len(ends) - 1)
    return f"{one.symbol} is {interval.verdict}: all {' and '.join(ends)} is allowed, its {bound}"


def band(found: Found) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest prediction (targets,) of the sets that the data allow."""
    places = np.array([one.place for one in thin(found.allowed)] + [found.best.place])
    predicted = found.problem.predict(places)
    return predicted.min(axis=0), predicted.max(axis=0)


def thin(allowed: list[Minimum], most: int = 2000) -> list[Minimum]:
    return allowed[:: max(1, len(allowed) // most)]
