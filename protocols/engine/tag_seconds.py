"""The seconds between pulses of the tag-trigger-consolidation model, compiled."""

import math

from synplast.compiling import compiled


@compiled(
    "void(f8[:,:,::1], f8[::1], i8[:,:,::1], i8[:,:,::1], f8[:,:,::1], f8[:,:,::1], b1[::1], "
    "f8[:,::1], f8, f8, f8, f8, f8, f8)"
)
def pass_seconds(
    z, p, h, l, ends_h, ends_l, blocked, pushed, tau_pm, tau_pd, theta_p, gamma, kappa, tau_z
):
    """The equations of `TagTrigger` for p, then z, in Euler's steps of 1 s, while tags are lost.

    Changes z and p in place.

    Parameters
    ----------
    z, h, l, ends_h, ends_l : array (neurons, pathways, synapses)
        The late phase, the tags, and after how many seconds each is lost.
    p : array (neurons,)
    blocked : array (seconds,)
        Whether no proteins are made.
    pushed : array (pathways, synapses)
        Room for what the tags do at each synapse, which stays until one is lost.
    """
    for neuron in range(len(p)):
        tags, until = 0, 0.0
        for second in range(len(blocked)):
            if second >= until:
                tags, until = 0, math.inf
                for a in range(z.shape[1]):
                    for b in range(z.shape[2]):
                        one, tag = (neuron, a, b), 0
                        if h[one] and ends_h[one] > second:
                            tag += h[one]
                            tags += h[one]
                            until = min(until, ends_h[one])
                        if l[one] and ends_l[one] > second:
                            tag += l[one]
                            tags -= l[one]
                            until = min(until, ends_l[one])
                        pushed[a, b] = gamma * tag
            made = (1 - p[neuron]) / tau_pm if tags > theta_p and not blocked[second] else 0.0
            p[neuron] += made - p[neuron] / tau_pd
            proteins = p[neuron]
            for a in range(z.shape[1]):
                for b in range(z.shape[2]):
                    z_ab = z[neuron, a, b]
                    rise = z_ab * (1 - z_ab) * (z_ab - kappa) + pushed[a, b] * proteins
                    z[neuron, a, b] = z_ab + 1 / tau_z * rise
