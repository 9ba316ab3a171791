"""How probabilities and information are compared: in whole units, because platforms differ in a float's last bits."""

import math


def millionths(number: float) -> int:
    """A number of 0 or more in whole millionths, halves up: as probabilities are published and compared.

    floor(10⁶ · number + ½), which arrays and other languages have too.
    """
    return math.floor(1_000_000 * number + 0.5)


def billionths(number: float) -> int:
    """The same in whole units of 10⁻⁹, for all that is ordered or cut by a float: platforms differ in its last bits."""
    return math.floor(1_000_000_000 * number + 0.5)


def reaches(number: float, threshold: float) -> bool:
    """Whether a number is at a threshold or above, give or take 10⁻⁹."""
    return number >= threshold - 1e-9
