"""How good a fit is, in lines: chi2 and what it says of the rule, the starts, what is not known."""

import numpy as np

from protocols.fitting.intervals import Interval
from protocols.fitting.minimise import Minimum, count_agreeing
from protocols.fitting.search import Found

#: Below this probability the data reject the rule.
REJECTS = 0.05


def tell(found: Found, errors_fitted: bool) -> list[str]:
    """The lines, the most important first."""
    return [
        *tell_goodness(found, errors_fitted),
        *tell_starts(found),
        *filter(None, map(tell_open, found.problem.free, found.intervals)),
        *found.problem.prediction.left_out,
    ]


def tell_goodness(found: Found, errors_fitted: bool) -> list[str]:
    from scipy.stats import chi2

    problem = found.problem
    off = float((problem.deviations(found.best.place) ** 2).sum())
    own = np.array([[one.place(np.clip(one.constant.value, one.low, one.high))
                     for one in problem.free]])  # fmt: skip
    before = float((problem.deviations(own) ** 2).sum())
    targets = len(problem.data)
    degrees = targets - len(problem.free)
    lines = [f"E = {off / targets:.4g} over {targets} targets; {before / targets:.4g} before"]
    if errors_fitted:
        names = ", ".join(f"{100 * sem:.3g} % of {name}" for name, sem in fitted_errors(found))
        lines.append(f"standard errors are missing, and fitted: {names}; "
                     "so chi2 cannot say whether the rule holds")  # fmt: skip
    elif problem.robust or not degrees:
        why = "robust: no p" if problem.robust else "no p"
        lines.append(f"chi2 = {off:.4g}, {degrees} degrees of freedom; {why}")
    else:
        p = float(chi2.sf(off, degrees))
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
    other = found.evolved.cost
    too = "finds the same" if count_agreeing([found.evolved], best) else (
        f"finds {other / targets:.4g}"
    )  # fmt: skip
    lines = [f"{agree} of {len(found.ends)} starts of least squares agree; "
             f"differential evolution {too}"]  # fmt: skip
    if len(found.minima) > 1:
        lines.append(f"{len(found.minima)} different minima are within what the data allow: "
                     "intervals are united over them")  # fmt: skip
    if agree < 2:
        lines.append("few starts agree: a better fit may be hidden; try more --starts")
    return lines


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
