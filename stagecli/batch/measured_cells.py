"""Cells of measures: bare numbers in the measure's unit, or its words; an empty cell is no value.

Of whole columns they become numbers, which `observed_codes` compares: a word is its place among the measure's words.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stagecli.answers import says_nothing
from stagecli.batch.cells import BadCell, as_text, plain_cell
from stagecli.batch.columns import Columns
from stagecli.batch.parquet import values
from stagecli.batch.records import NoValue
from stagecli.errors import Message, did_you_mean, one_of, short
from stagecli.labels import normalise
from stagecli.measures import LARGEST, Measure, Measured, Observed, Value, decimals, rounded, span
from stagecli.model import Model
from stagecli.numbers import THOUSANDS, parse_number
from stagecli.observed import measures_of, wrong_number

if TYPE_CHECKING:
    import polars as pl

Numbers = npt.NDArray[np.float64]
_KNOWN = 4096  # most different cells of one column to remember


class MeasureCells:
    """Reads the cells of one column as values of one measure."""

    def __init__(self, measure: Measure, column: str) -> None:
        self.measure = measure
        self.column = column

    def read(self, value: Any) -> Value | BadCell | None:
        """Return the value; None for an empty cell; a BadCell for anything that is none."""
        value = plain_cell(value)
        if value is None or (isinstance(value, str) and says_nothing(value)):
            return None
        if isinstance(value, NoValue):
            return BadCell(self.column, value.shown, value.reason, value.hint)
        return self._word(as_text(value)) if self.measure.unit is None else self._number(value, self.measure.unit)

    def _word(self, text: str) -> str | BadCell:
        word = next((word for word in self.measure.words if normalise(word) == normalise(text)), None)
        if word is not None:
            return word
        hint = did_you_mean(text, self.measure.words) or one_of(self.measure.words)
        return BadCell(self.column, text, Message("never_says", name=self.measure.name, word=text), hint)

    def _number(self, value: Any, unit: str) -> float | BadCell:
        text = as_text(value)
        try:
            number = float(value) if isinstance(value, int | float) else parse_number(text)
        except OverflowError:  # a whole number of hundreds of digits
            number = math.inf
        if number is None:
            ambiguous = re.fullmatch(THOUSANDS, text.strip()) is not None
            key = "ambiguous_measure" if ambiguous else "no_plain_number"
            hint = None if ambiguous else Message("plain_number_hint")
            return BadCell(self.column, text, Message(key, given=text, unit=unit), hint)
        wrong = wrong_number(self.measure, number, short(text, 40))
        return rounded(unit, number) if wrong is None else BadCell(self.column, text, wrong, None)


def measure_readers(model: Model, columns: Columns) -> dict[str, MeasureCells]:
    """A reader for each measure that a column has."""
    known = measures_of(model)
    return {name: MeasureCells(known[name], columns.names[at]) for name, at in columns.measures.items()}


def measured_row(readers: Mapping[str, MeasureCells], columns: Columns, cells: Sequence[Any]) -> Observed | None:
    """What was measured of a row's subject; None if nothing was. A bad cell is no value."""
    found = {name: reader.read(cells[columns.measures[name]]) for name, reader in readers.items()}
    measures = {
        name: Measured(value=value, unit=readers[name].measure.unit)
        for name, value in found.items()
        if isinstance(value, float | str)
    }
    return Observed(measures=measures) if measures else None


class MeasureCoder:
    """Turns the cells of one column into numbers: NaN for no value, infinity for a bad cell."""

    none, bad = math.nan, math.inf
    enum = None

    def __init__(self, reader: MeasureCells) -> None:
        self.reader = reader
        self._places = {word: float(reader.measure.words.index(word)) for word in reader.measure.words}
        self._known: dict[str, float] = {}

    def codes(self, cells: Sequence[Any]) -> Numbers:
        """The numbers of cells."""
        return np.fromiter(map(self._number, cells), np.float64, len(cells))

    def _number(self, cell: Any) -> float:
        known = self._known.get(cell) if isinstance(cell, str) else None
        if known is not None:
            return known
        found = self.reader.read(cell)
        if isinstance(found, BadCell):
            number = self.bad
        elif found is None:
            number = self.none
        else:
            number = self._places[found] if isinstance(found, str) else found
        if isinstance(cell, str) and len(self._known) < _KNOWN:
            self._known[cell] = number
        return number

    def of_series(self, column: "pl.Series") -> Numbers:
        """The numbers of a column in Polars, of any type."""
        import polars as pl

        if column.dtype.is_numeric() and self.reader.measure.unit is not None:
            numbers = column.cast(pl.Float64).fill_null(math.nan).to_numpy()
            steps: int = 10 ** decimals(self.reader.measure.unit)
            stepped = np.floor(numbers * steps + 0.5) / steps
            least, most = span(self.reader.measure)
            fits = (np.abs(numbers) < LARGEST) & (stepped >= least) & (stepped <= most)
            return np.where(fits, stepped, np.where(np.isnan(numbers), self.none, self.bad))
        if column.dtype in (pl.String, pl.Categorical, pl.Enum):
            texts = column.cast(pl.String)
            different = texts.unique()
            if not len(different):  # no rows: Polars would not know what type the numbers have
                return np.zeros(0)
            found = pl.Series(self.codes(different.to_list()), dtype=pl.Float64)
            return np.asarray(texts.replace_strict(different, found, return_dtype=pl.Float64).to_numpy())
        return self.codes(values(column))
