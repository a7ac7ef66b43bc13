"""The panels of points in the plane: two classes, and the line between them."""

import numpy as np

from synplast.plotting import A, B


def draw_plane(axes, low: float, high: float) -> None:
    """Square axes through the origin."""
    axes.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    axes.locator_params(nbins=4)
    axes.set_xlabel("$x_1$")
    axes.set_ylabel("$x_2$")
    axes.axhline(0, color="0.85", linewidth=1, zorder=0)
    axes.axvline(0, color="0.85", linewidth=1, zorder=0)


def draw_points(axes, inputs: np.ndarray, positive: np.ndarray) -> None:
    """Stars for the class A, +1, open circles for B, -1, as the course has them."""
    axes.plot(*inputs[positive].T, "*", color=A, markersize=20, zorder=3)
    style = {"markerfacecolor": "white", "markeredgewidth": 3, "zorder": 3}
    axes.plot(*inputs[~positive].T, "o", color=B, markersize=13, **style)


def draw_line(axes, weights, **style) -> None:
    """Where w · x + b = 0, across the axes; nothing if no such line exists."""
    b, *w = map(float, weights)
    if not any(w):
        return
    w = np.array(w)
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.hypot(*w)
    ends = foot + 20 * np.array([[-1], [1]]) * along
    axes.plot(*ends.T, scalex=False, scaley=False, **style)


def draw_side(axes, positive) -> None:
    """Colour the side of the class +1; ``positive`` takes points (n, 2)."""
    low, high = axes.get_xlim()
    x = np.linspace(low, high, 300)
    grid = np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2)
    side = positive(grid).reshape(300, 300).astype(float)
    axes.contourf(x, x, side, levels=[0.5, 1.5], colors=[A], alpha=0.15, zorder=-1)
