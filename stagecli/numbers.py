"""Numbers as programs and people write them, and the units of a signal; `number_words` reads the rest."""

import math
import re

from stagecli.labels import normalise
from stagecli.model import Number, every_language

NUMBER = r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?"
THOUSANDS = r"(?:^|[^\w.,])([+-]?[1-9]\d{0,2}[.,]\d{3})(?![\d.,])"
"""1,000 and 1.000 are a thousand to some and one to others."""


def parse_number(text: str) -> float | None:
    """A number with a decimal point or comma; None if it is not a number, could be a thousand, or is infinite."""
    text = text.strip()
    if re.fullmatch(THOUSANDS, text) or not re.fullmatch(NUMBER, text) or len(text) > 30:
        return None
    number = float(text.replace(",", "."))
    return number + 0.0 if math.isfinite(number) else None  # no -0


MONTH_OF_YEAR = r"\s*(0?[1-9]|1[0-2])[.,](19|20)\d\d\s*"


def is_month(given: str | float) -> bool:
    """Whether this may be a month, such as 5.2019, although it is a number."""
    return isinstance(given, str) and re.fullmatch(MONTH_OF_YEAR, given) is not None


def units_of(number: Number) -> dict[str, float]:
    """What every unit, normalised, is worth in the signal's own, which is among them."""
    return {normalise(unit): worth for unit, worth in named_units(number)}


def named_units(number: Number) -> list[tuple[str, float]]:
    """Every unit by name, and what it is worth in the signal's own; that comes first, in all languages."""
    return [*((unit, 1.0) for unit in every_language(number.unit)), *number.units.items()]


def unit_names(number: Number, *, ascii_only: bool) -> str:
    """The first name of each unit: in Latin letters or in others, if the signal has such."""
    names = named_units(number)
    found: dict[float, str] = {}
    for unit, worth in [name for name in names if name[0].isascii() == ascii_only] or names:
        found.setdefault(worth, unit)
    return ", ".join(found.values())
