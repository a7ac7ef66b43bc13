"""The seconds between pulses of the tag-trigger-consolidation model, compiled."""

from synplast.compiling import compiled


@compiled(
    "void(f8[:,:,::1], f8[::1], i8[:,:,::1], i8[:,:,::1], f8[:,:,::1], f8[:,:,::1], b1[::1], "
    "f8, f8, f8, f8, f8, f8)"
)
def pass_seconds(z, p, h, l, ends_h, ends_l, blocked, tau_pm, tau_pd, theta_p, gamma, kappa, tau_z):
    """The equations of `TagTrigger` for p, then z, in Euler's steps of 1 s, while tags are lost.

    Changes z and p in place.

    Parameters
    ----------
    z, h, l, ends_h, ends_l : array (neurons, pathways, synapses)
        The late phase, the tags, and after how many seconds each is lost.
    p : array (neurons,)
    blocked : array (seconds,)
        Whether no proteins are made.
    """
    for neuron in range(len(p)):
        for second in range(len(blocked)):
            tags = 0
            for a in range(z.shape[1]):
                for b in range(z.shape[2]):
                    one = neuron, a, b
                    tags += h[one] * (ends_h[one] > second) - l[one] * (ends_l[one] > second)
            made = (1 - p[neuron]) / tau_pm if tags > theta_p and not blocked[second] else 0.0
            p[neuron] += made - p[neuron] / tau_pd
            for a in range(z.shape[1]):
                for b in range(z.shape[2]):
                    one = neuron, a, b
                    tag = h[one] * (ends_h[one] > second) + l[one] * (ends_l[one] > second)
                    push = gamma * tag * p[neuron]
                    z[one] += 1 / tau_z * (z[one] * (1 - z[one]) * (z[one] - kappa) + push)
