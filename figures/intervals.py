"""How far a share of a sample may lie from the share of all that it was drawn from."""

from math import sqrt

Z95 = 1.959963984540054  # normal quantile for 95%


def wilson(counted: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval (E. B. Wilson, 1927) of a share, both ends from 0 to 1. `of` is at least 1."""
    share = counted / of
    centre = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
