"""Codes: the cells of a table as small integers, which the kernel scores; what a text means is worked out once.

A code is the index of the signal's option; `none`: empty or don't know; `bad`: not an answer of this signal.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stagecli.answers import DONT_KNOW, Answer, labels_of
from stagecli.batch.cells import BadCell, Cells
from stagecli.batch.parquet import values
from stagecli.numbers import parse_number

if TYPE_CHECKING:
    import polars as pl

_KNOWN = 4096  # most different cells of one column to remember
_FEW = 512  # different numbers in a block that repeat often enough to be remembered
_LONG = 200  # characters; longer texts are no answers that repeat
_DISTINCT = {str, int, float, type(None)}  # types whose values are equal only if they mean the same; True equals 1
_PLAIN_NUMBER = r"^[0-9]{1,15}(\.([0-9]{1,2}|[0-9]{5,9}))?$"  # 1.000 could be a thousand, and 5.2019 a month
_PLAIN = re.compile(_PLAIN_NUMBER).fullmatch


class _Known(dict[Any, int]):
    """Codes of cells by cell; `code` finds out those that are not in it."""

    def __init__(self, code: Callable[[Any], int], known: Mapping[Any, int]) -> None:
        super().__init__(known)
        self._code = code

    def __missing__(self, cell: Any) -> int:
        return self._code(cell)


class Coder:
    """Codes the cells of one column, as `Cells` reads them."""

    def __init__(self, reader: Cells) -> None:
        self.reader = reader
        signal = reader.signal
        self._options = {option.id: index for index, option in enumerate(signal.options)}
        self.none = len(self._options)
        self.bad = self.none + 1
        known: dict[Any, int] = {"": self.none, None: self.none}
        if not reader.meanings:
            known |= {**self._options, DONT_KNOW: self.none}
        self._known = _Known(self._code, known)
        self.bounds = _bounds(reader)
        self._enum: pl.Enum | None = None
        self._varied = False  # whether there are more different numbers than are worth remembering

    def codes(self, cells: Sequence[Any]) -> npt.NDArray[np.uint8]:
        """The codes of cells."""
        known = self._known.__getitem__
        if self.bounds is not None and not set(map(type, cells)) <= _DISTINCT:
            known = self._code
        try:
            return np.fromiter(map(known, cells), np.uint8, len(cells))
        except TypeError:  # a cell such as a list
            return np.fromiter(map(self._code, cells), np.uint8, len(cells))

    def _code(self, cell: Any) -> int:
        """The code of a cell; if it may well come again, it is known from now on."""
        code = self._of_number(cell)
        again = code is not None or (isinstance(cell, str) and len(cell) <= _LONG)
        if code is None:
            answer = self.reader.read(cell)
            code = self.bad if isinstance(answer, BadCell) else self.code_of(answer)
        if again and len(self._known) < _KNOWN:
            self._known[cell] = code
        return code

    def code_of(self, answer: Answer | None) -> int:
        """The code of an answer."""
        return self.none if answer is None else self._options.get(answer.option, self.none)

    def _of_number(self, cell: Any) -> int | None:
        """The code of a plain number in range, faster than `Cells` finds it; None for anything else."""
        if self.bounds is None or not (type(cell) in {int, float} or (type(cell) is str and _PLAIN(cell))):
            return None
        low, high, below = self.bounds
        number = float(cell) if isinstance(cell, str) else cell
        return bisect_right(below, number) if low <= number <= high else None

    @property
    def enum(self) -> "pl.Enum | None":
        """The texts known so far as a Polars type; None if they seldom repeat."""
        import polars as pl

        if self._varied or len(self._known) >= _KNOWN:
            return None
        if self._enum is None or len(self._enum.categories) < len(self._known) - 1:
            self._enum = pl.Enum([text for text in [*self._known] if isinstance(text, str)])
        return self._enum

    def of_series(self, column: "pl.Series") -> npt.NDArray[np.uint8]:
        """The codes of a column in Polars, of any type."""
        import polars as pl

        if isinstance(column.dtype, pl.Enum):
            texts = column.dtype.categories
            codes = self.codes([*texts.to_list(), None])
            places = column.to_physical()
            return codes.take((places.fill_null(len(texts)) if column.null_count() else places).to_numpy())
        if isinstance(column.dtype, pl.BaseExtension):
            column = column.ext.storage()
        if column.dtype == pl.Object:  # cells of Python's
            return self.codes(column.to_list())
        if column.dtype.is_nested():  # never one answer
            return np.where(column.is_null().to_numpy(), np.uint8(self.none), np.uint8(self.bad))
        if self.bounds is not None and column.dtype.is_numeric():
            numbers = column.cast(pl.Float64).fill_null(math.nan)
            return self._of_numbers(numbers.to_numpy(), numbers.is_nan().to_numpy())
        return self._of_texts(column) if column.dtype == pl.String else self._by_unique(column)

    def _of_texts(self, column: "pl.Series") -> npt.NDArray[np.uint8]:
        import polars as pl

        if (enum := self.enum) is not None:
            known = column.cast(enum, strict=False)
            if known.null_count() == column.null_count():
                return self.of_series(known)
        if self.bounds is None or not self._varies(column):
            return self._by_unique(column)
        plain = column.str.contains(_PLAIN_NUMBER).fill_null(value=False)
        codes = self._of_numbers(column.cast(pl.Float64, strict=False).fill_null(0.0).to_numpy(), None)
        others = (~plain).to_numpy()
        if others.any():
            codes[others] = self._by_unique(column.filter(~plain))
        return codes

    def _varies(self, numbers: "pl.Series") -> bool:
        self._varied = self._varied or numbers.n_unique() > _FEW
        return self._varied

    def _of_numbers(
        self, numbers: npt.NDArray[np.float64], missing: npt.NDArray[np.bool_] | None
    ) -> npt.NDArray[np.uint8]:
        low, high, below = self.bounds  # type: ignore[misc]  # called only with bounds
        codes = np.zeros(len(numbers), np.uint8)
        for limit in below:  # a few at most: faster than a search for each number
            codes += numbers >= limit
        codes[~((numbers >= low) & (numbers <= high))] = self.bad
        if missing is not None:
            codes[missing] = self.none
        return codes

    def _by_unique(self, column: "pl.Series") -> npt.NDArray[np.uint8]:
        """The codes of a column, of which each different cell is read once."""
        import polars as pl

        found = column.drop_nulls().unique()
        if not len(found):
            return np.full(len(column), self.none, np.uint8)
        codes = pl.Series(self.codes(values(found)))
        return np.asarray(column.replace_strict(found, codes, default=self.none, return_dtype=pl.UInt8).to_numpy())


def _bounds(reader: Cells) -> tuple[float, float, list[float]] | None:
    """The least and the greatest number of a signal, and where each option but the last ends.

    None for a signal without numbers, and where a plain number may mean something else.
    """
    signal = reader.signal
    texts = {**labels_of(signal), **reader.meanings}
    if signal.number is None or any(parse_number(text) is not None for text in texts):
        return None
    below = [option.below for option in signal.options if option.below is not None]
    return signal.number.min, signal.number.max, below
