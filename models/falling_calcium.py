"""Rules whose weight follows calcium that falls between spikes, in closed form, as text."""


def fall(weight: str, start: str, stop: str) -> str:
    """The statements by which a weight follows calcium that falls from ``start`` to ``stop``.

    p and d are the times above the thresholds (in tau), the shorter of them spent above both.
    """
    return f"""
        p = tau_Ca / tau * log(clip({start}, theta_p, inf) / clip({stop}, theta_p, inf))
        d = tau_Ca / tau * log(clip({start}, theta_d, inf) / clip({stop}, theta_d, inf))
        kept = exp(-(gamma_p + gamma_d) * clip(p, 0, d))
        {weight} = kept * {weight} + (1 - kept) * gamma_p / (gamma_p + gamma_d)
        {weight} = {weight} * exp(-gamma_d * clip(d - p, 0, inf))
        {weight} = 1 - (1 - {weight}) * exp(-gamma_p * clip(p - d, 0, inf))"""


def at_a_spike(brings: str) -> str:
    """The statements of a spike: the fall up to it, what it brings, and the whole fall after it."""
    return f"{fall('rho', 'peak', 'c')}\n{brings}\npeak = c\nw = rho{fall('w', 'c', '0')}"


#: What such rules answer alike.
CONVENTIONS = {
    "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
    "pairing": "none: all spikes meet in the calcium",
    "delay": "D, between a presynaptic spike and its calcium; it must lie on the grid",
    "bounds": "soft: the weight tends to 0, or to gamma_p / (gamma_p + gamma_d) and no farther",
}
