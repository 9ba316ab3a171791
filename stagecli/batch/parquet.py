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

from stagecli.batch.cells import as_text
from stagecli.batch.columns import Columns
from stagecli.batch.inputs import Input, InputError
from stagecli.batch.job import Chunk
from stagecli.batch.outputs import part_of
from stagecli.batch.records import Row
from stagecli.errors import Message, OutputError, UsageError
from stagecli.files import put_in_place

ROWS = 50_000
"""Rows in a frame."""
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
    """Read a Parquet file as frames of `ROWS` rows, the last one shorter; at least one frame.

    Raises:
        UsageError: the extra is missing.
        InputError: it is not a sound Parquet file.
    """
    pl = polars()
    try:
        with _panics_unheard():
            scan = pl.scan_parquet(source.seekable())
            kept = pl.DataFrame(schema=scan.collect_schema())
            read = iter(scan.collect_batches(chunk_size=ROWS, maintain_order=True))
        empty = True
        while True:
            with _panics_unheard():
                frame = next(read, None)
            if frame is None:
                break
            kept = kept.vstack(frame)
            while kept.height >= ROWS:
                yield kept[:ROWS]
                kept, empty = kept[ROWS:], False
        if kept.height or empty:
            yield kept
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        why = str(error).splitlines()[0] if str(error) else Message("damaged")
        raise InputError("not_parquet", file=source.name, why=why) from None
    source.check_unchanged()


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
        for cells in frame.iter_rows():
            number += 1
            yield Row(number, json.dumps(cells, ensure_ascii=False, default=str), list(cells))


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
            frame.write_parquet(self._piece(self.pieces + 1), compression="lz4")
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
        texts = [kind == pl.String for kind in self.types.values()]
        cells = [
            [as_text(cell) if text and cell is not None else cell for cell, text in zip(row, texts, strict=True)]
            for row in rows
        ]
        return pl.DataFrame(cells, schema=self.types, orient="row")


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
