"""Engines: who reads and writes. `stream` is Python's standard library, `columnar` is Polars; both score alike."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeAlias

from stagecli.batch.blocks import Block, Scorer, block_of
from stagecli.batch.job import Chunk, EngineName, Job
from stagecli.batch.json_rows import in_place
from stagecli.batch.tables import DelimitedTable, Table

Work: TypeAlias = Callable[[], Block]
"""Reads a piece of the input that was cut off before."""

THREADS = min(8, os.cpu_count() or 1)
"""Threads of the columnar engine; the standard library's reader would gain nothing from more than one."""
LARGE_BLOCK = (16 << 20) // max(2, THREADS)
"""Bytes in a block of the columnar engine: the fewer, the more threads have blocks in memory at once."""


def chunks(name: EngineName, job: Job, table: Table, skip: int) -> Iterator[Chunk]:
    """The results of a table in order; of the first `skip` chunks, which were done before, only the subjects."""
    scorer = Scorer(job)
    done = (partial(_done, scorer, work, skip=at < skip) for at, work in enumerate(_works(name, job, table, scorer)))
    if name == "stream":
        for work in done:
            yield work()
        return
    with ThreadPoolExecutor(THREADS) as pool:
        pending: deque[Future[Chunk]] = deque()
        try:
            for work in done:
                pending.append(pool.submit(work))
                if len(pending) > THREADS:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _works(name: EngineName, job: Job, table: Table, scorer: Scorer) -> Iterator[Work]:
    """The pieces of a table; only its reader decides where one ends, so that an interrupted run finds its place."""
    if name == "columnar" and isinstance(table, DelimitedTable):
        from stagecli.batch import columnar_text

        yield from columnar_text.works(table, job, scorer.coders)
    elif name == "columnar" and table.frames is not None:
        from stagecli.batch import columnar

        yield from columnar.works(table.frames, job)
    else:
        blank = table.blank
        for records in table.batches:
            found = in_place(records, job) if table.json_lines else records
            yield partial(block_of, job, found, table.blank - blank)
            blank = table.blank


def _done(scorer: Scorer, work: Work, *, skip: bool) -> Chunk:
    block = work()
    return scorer.skipped(block) if skip else scorer.score(block)
