"""Coder: a column of cells as the kernel's codes; the meaning of a text is looked up once and remembered."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from stagecli.answers import DONT_KNOW
from stagecli.batch.cells import BadCell, Cells
from stagecli.batch.parquet import values

_KNOWN = 4096  # most different texts of one column to remember


class Coder:
    """Codes a column's cells: an option's index; `none`: empty or don't know; `bad`: not an answer of this signal."""

    def __init__(self, reader: Cells) -> None:
        self.reader = reader
        self._options = {option.id: index for index, option in enumerate(reader.signal.options)}
        self.none = len(self._options)
        self.bad = self.none + 1
        self.known: dict[str, int] = {**self._options, "": self.none, DONT_KNOW: self.none}
        self._freeze()

    @property
    def remembers(self) -> bool:
        """Whether the column has few enough different texts to be read as an enumeration."""
        return len(self.known) <= _KNOWN

    def code(self, cell: Any) -> int:
        """The code of one cell."""
        answer = self.reader.read(cell)
        if isinstance(answer, BadCell):
            return self.bad
        return self._options.get(answer, self.none) if answer is not None else self.none

    def learn(self, texts: Sequence[str | None]) -> None:
        """Remember the codes of some texts."""
        new = {text: self.code(text) for text in texts if text is not None and text not in self.known}
        if new and self.remembers:
            self.known = {**self.known, **new}  # replaced, never changed: another thread may read it
            self._freeze()

    def _freeze(self) -> None:
        known = self.known
        self.frozen = (pl.Enum(list(known)), np.array([*known.values()], np.uint8))

    def codes(self, column: pl.Series) -> npt.NDArray[np.uint8]:
        """The codes of a column of any type."""
        if column.dtype.is_float():
            column = column.fill_nan(None)
        if isinstance(column.dtype, pl.BaseExtension):
            column = column.ext.storage()
        if column.dtype.is_nested():  # never one answer
            return np.where(column.is_null().to_numpy(), np.uint8(self.none), np.uint8(self.bad))
        found = column.drop_nulls().unique()
        if not len(found):
            return np.full(len(column), self.none, np.uint8)
        codes = pl.Series([self.code(value) for value in values(found)], dtype=pl.UInt8)
        return np.asarray(column.replace_strict(found, codes, default=self.none).to_numpy())


def coded(columns: Mapping[str, pl.Series], coders: Mapping[str, Coder]) -> dict[str, npt.NDArray[np.uint8]]:
    """The codes of many columns, by signal; columns read as enumerations are coded all at once."""
    frozen = {signal: coder.frozen for signal, coder in coders.items()}
    quick = [
        column.alias(signal)
        for signal, column in columns.items()
        if column.dtype == frozen[signal][0]  # otherwise the coder has learned more since it was read
    ]
    places = pl.DataFrame(quick).select(
        pl.col(column.name).to_physical().fill_null(coders[column.name].none) for column in quick
    )
    found = {}
    for column in places:
        place = column.to_numpy()
        if place.dtype != np.uint8 or place.max(initial=0) > coders[column.name].none:
            place = frozen[column.name][1][place]
        found[column.name] = place  # option ids and empty cells come first: their indices are their codes
    for signal, column in columns.items():
        if signal not in found:
            text = column.cast(pl.String) if isinstance(column.dtype, pl.Enum) else column
            found[signal] = coders[signal].codes(text)
    return found
