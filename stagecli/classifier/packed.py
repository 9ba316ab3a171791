"""Standings in one integer a stage, for engines that add up very many at once.

The score stands in the low 47 bits, the count of violations above them, negative: packed = score − 2⁴⁷ · violations.
So sums of packed numbers are both sums at once, and the greater one ranks first, as in `posterior.Standings`. What the
format allows keeps them apart: 200 answers of weight 10, each with a likelihood of 10⁻⁶/40, and the rarest prior come
to less than 2⁴⁵ nano-nats, so scores differ by less than that, and changes of their differences by less than 2⁴⁶. A
violation lowers the exponent of a softmax by 10⁵ nats and more, which is exactly 0. With 200 violations it is less than
2⁵⁵ in all, which leaves bits for the order of the stages.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from stagecli.classifier.posterior import Standings
from stagecli.classifier.tables import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BITS = 47
LEAST_LIFT = 1 << (_BITS - 1)
"""What a packed change is above if it lifts a violation; scores alone change by less."""

_Whole = TypeVar("_Whole", int, "npt.NDArray[np.int64]")


def pack(violations: int, score: int) -> int:
    """A count of violations and a score in nano-nats as one."""
    return score - (violations << _BITS)


def unpack(total: _Whole) -> tuple[_Whole, _Whole]:
    """Of a packed change: how many violations fewer there are, and the score."""
    fewer = (total + LEAST_LIFT) >> _BITS
    return fewer, total - (fewer << _BITS)


def packed(standings: Standings) -> tuple[int, ...]:
    """The standing of each stage."""
    return tuple(map(pack, standings.violations, standings.scores))


def packed_rows(tables: Tables, signal: str) -> Mapping[str, Sequence[int]]:
    """Option id: what the answer adds to the standing of each stage."""
    return {
        option: [pack(stage in tables.forbidden.get((signal, option), ()), score) for stage, score in enumerate(row)]
        for option, row in tables.score[signal].items()
    }
