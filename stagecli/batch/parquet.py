"""Parquet files, read and written by Polars, which is in the extra `batch`."""

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from stagecli.batch.cells import as_json, as_text
from stagecli.batch.columns import Columns
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Chunk
from stagecli.batch.outputs import part_of
from stagecli.batch.parquet_size import spans
from stagecli.batch.records import Row
from stagecli.errors import Message, OutputError, UsageError, foreign
from stagecli.files import put_in_place

ROWS = 50_000
"""Most rows in a frame."""
_LAST_DAY = 2_932_896  # of the year 9999, counted from 1970: Python has no later ones
_UNITS = {None: 1, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}  # in a day
_TEXT = 200_000_000  # most bytes of text in a frame of more than one row
_ADDED = {0: "Int64", 4: "Float64", 6: "Int64", 7: "Int64"}  # indices in `columns.ADDED` of columns that are not texts


def polars() -> Any:
    """The Polars library.

    Raises:
        UsageError: the extra is missing.
    """
    try:
        import polars as pl
    except ImportError:
        raise UsageError("parquet_needs_extra") from None
    return pl


def frames(source: Input) -> Iterator[Any]:
    """Read a Parquet file as frames of at most `ROWS` rows; at least one frame.

    Raises:
        UsageError: the extra is missing.
        InputError: it is not a sound Parquet file, or would not fit into memory.
    """
    pl = polars()
    try:
        file = source.seekable()
        parts = spans(file, source.name)
        with _panics_unheard():
            scan = pl.scan_parquet(file)
            schema, empty = scan.collect_schema(), True
        for first, rows in parts:
            with _panics_unheard():
                part = scan.slice(first, rows).collect()
            for frame in part.iter_slices(ROWS):
                yield from _halves(frame)
                empty = False
        if empty:
            yield pl.DataFrame(schema=schema)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        why = foreign(str(error).splitlines()[0]) if str(error) else Message("damaged")
        raise InputError("not_parquet", file=source.name, why=why) from None
    source.check_unchanged()


def _halves(frame: Any) -> Iterator[Any]:
    """A frame in pieces whose texts fit into memory: in the file, rows may share one long text."""
    if (
        frame.height > 1
        and sum(column.str.len_bytes().sum() for column in frame.select(polars().selectors.string())) > _TEXT
    ):
        yield from _halves(frame[: frame.height // 2])
        yield from _halves(frame[frame.height // 2 :])
    else:
        yield frame


def read_parquet(source: Input) -> tuple[dict[str, Any], Iterator[Any]]:
    """Read a Parquet file: its columns with their types, and its frames.

    Raises:
        UsageError, InputError: as for `frames`.
    """
    all_frames = frames(source)
    first = next(all_frames)
    return dict(first.schema), chain((first,), all_frames)


def records(all_frames: Iterator[Any], before: int = 0) -> Iterator[Row]:
    """The rows of frames, numbered from `before` + 1."""
    number = before
    for frame in all_frames:
        for cells in zip(*(values(column) for column in frame), strict=True):
            number += 1
            yield Row(number, json.dumps([as_json(cell) for cell in cells], ensure_ascii=False), list(cells))


def values(column: Any) -> list[Any]:
    """A column's cells as Python has them; as numbers or lists where it has no such value, such as the year 20000."""
    pl = polars()
    try:
        if column.dtype in (pl.Date, pl.Datetime):
            last = _LAST_DAY * _UNITS[getattr(column.dtype, "time_unit", None)]
            if (column.to_physical().abs().max() or 0) > last:
                raise OverflowError  # noqa: TRY301  # Polars would panic
        return list(column.to_list())
    except (ValueError, OverflowError, TypeError, pl.exceptions.PanicException):
        if len(column) > 1:
            return [value for row in range(len(column)) for value in values(column[row : row + 1])]
        return list(column.to_physical().to_list())


def schema(columns: Columns, types: Mapping[str, Any] | None) -> dict[str, Any]:
    """The types of an output's columns: the input's own types, or texts."""
    pl = polars()
    added = {name: getattr(pl, _ADDED.get(index, "String")) for index, name in enumerate(columns.added)}
    return {**(types or dict.fromkeys(columns.names, pl.String)), **added}


class ParquetFile:
    """A Parquet output: it grows as numbered pieces, which `finish` puts together."""

    resumable = True

    def __init__(self, target: Path, types: Mapping[str, Any], pieces: int) -> None:
        self.target = target
        self.types = types
        self.folder = part_of(target)
        self.pieces = pieces
        self.folder.mkdir(exist_ok=True)
        if not pieces:
            for old in self.folder.iterdir():
                old.unlink()

    def write(self, part: Chunk) -> None:
        """Add a piece: a frame, or rows of cells."""
        frame = part.result if not isinstance(part.result, list) else self._frame(part.result)
        with _as_the_system_says():
            frame.write_parquet(self._piece(self.pieces + 1), compression="lz4", statistics=False)
        self.pieces += 1

    def written(self) -> int:
        """Return the number of pieces."""
        return self.pieces

    def finish(self) -> None:
        """Put the pieces together and move the file into place."""
        whole = self.folder / "whole"
        pieces = [self._piece(number) for number in range(1, self.pieces + 1)]
        if not all(piece.exists() for piece in pieces):
            return self.abandon()  # an interrupted run had moved the file into place already
        with _as_the_system_says():
            if pieces:
                polars().scan_parquet(pieces).sink_parquet(whole)
            else:
                self._frame([]).write_parquet(whole)
        put_in_place(whole, self.target)
        return self.abandon()

    def leave(self) -> None:
        """Do nothing: the pieces stay for a later run."""

    def abandon(self) -> None:
        """Remove the pieces."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _piece(self, number: int) -> Path:
        return self.folder / f"{number:09}.parquet"

    def _frame(self, rows: list[list[Any]]) -> Any:
        pl = polars()
        columns = zip(*rows, strict=True) if rows else [()] * len(self.types)
        try:
            return pl.DataFrame([
                pl.Series(name, [*map(_text_or_none, cells)] if kind == pl.String else cells, kind)
                for (name, kind), cells in zip(self.types.items(), columns, strict=True)
            ])  # fmt: skip
        except (ValueError, OverflowError, TypeError, pl.exceptions.PolarsError) as error:  # not a value of Python's
            raise OutputError("result_not_written", why=str(error).splitlines()[0]) from None


def _text_or_none(cell: Any) -> str | None:
    return None if cell is None else as_text(cell)


@contextlib.contextmanager
def _as_the_system_says() -> Iterator[None]:
    """Turn Polars' own error for a full or failing disk into an OSError, if it contains the system's error number."""
    try:
        yield
    except polars().exceptions.PolarsError as error:
        if found := re.search(r"\(os error (\d+)\)", str(error)):
            raise OSError(int(found[1]), os.strerror(int(found[1]))) from None
        raise OutputError("result_not_written", why=str(error).splitlines()[0]) from None


@contextlib.contextmanager
def _panics_unheard() -> Iterator[None]:
    """Silence Polars' panics on some damaged files: Rust prints their stack before Python gets the exception.

    Polars reads ahead, so a stack printed between two calls still gets through now and then.
    """
    if sys.stderr is None:
        yield  # standard error is closed, so nothing can be heard
        return
    heard, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(heard, 2)
        os.close(heard)
        os.close(nowhere)
