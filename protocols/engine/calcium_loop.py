"""The times above the calcium rule's thresholds, in machine code: those of `transients`, summed."""

import numpy as np

from synplast.compiling import compiled


@compiled(
    "void(float64[::1], int64[::1], float64[::1], int64[::1], float64[:, ::1], float64[:, :, ::1])",
    nogil=True,
    error_model="numpy",
)
def add_up(pre, pre_first, post, post_first, constants, above):
    """Fill in above (2, sets, conditions), see `calcium_transients.total_time_above`."""
    for s in range(len(constants)):
        D, tau, Cpre, Cpost = constants[s, 0], constants[s, 1], constants[s, 2], constants[s, 3]
        theta_p, theta_d, fall = constants[s, 4], constants[s, 5], constants[s, 6]
        for c in range(len(pre_first) - 1):
            i, j, calcium, p, d = pre_first[c], post_first[c], 0.0, 0.0, 0.0
            i_end, j_end = pre_first[c + 1], post_first[c + 1]
            next_pre = pre[i] + D if i < i_end else np.inf
            next_post = post[j] if j < j_end else np.inf
            arrives = min(next_pre, next_post)
            while arrives < np.inf:
                if next_pre <= next_post:
                    peak, i = calcium + Cpre, i + 1
                    next_pre = pre[i] + D if i < i_end else np.inf
                else:
                    peak, j = calcium + Cpost, j + 1
                    next_post = post[j] if j < j_end else np.inf
                follows = min(next_pre, next_post)
                lasts = follows - arrives if follows < np.inf else fall
                if peak > theta_p:
                    p += min(tau * np.log(peak / theta_p), lasts)
                if peak > theta_d:
                    d += min(tau * np.log(peak / theta_d), lasts)
                calcium, arrives = peak * np.exp(-lasts / tau), follows
            above[0, s, c], above[1, s, c] = p, d
