"""The columnar engine: scores whole blocks of delimited text or frames of Parquet with Polars and the NumPy kernel.

`columnar_text` and `columnar_parquet` supply them; `columnar_scoring` scores them. Two threads work, and parts come
out in order.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from stagecli.batch.columnar_parquet import Frames
from stagecli.batch.columnar_scoring import ColumnarScorer
from stagecli.batch.columnar_text import Blocks
from stagecli.batch.job import Job, Part
from stagecli.batch.tables import DelimitedTable, Table

_THREADS = 2
_AHEAD = 3  # parts that may wait to be written


class ColumnarEngine:
    """Scores a table block by block."""

    def __init__(self, job: Job, table: Table) -> None:
        scorer = ColumnarScorer(job, table)
        self._source: Blocks | Frames
        if isinstance(table, DelimitedTable):
            self._source = Blocks(scorer, table)
        else:
            self._source = Frames(scorer, table.frames or iter(()))

    def parts(self, skip: int) -> Iterator[Part]:
        """The parts of the work, in order; the first `skip` were done before and are only counted."""
        with ThreadPoolExecutor(_THREADS) as pool:
            pending: deque[Future[Part]] = deque()
            try:
                for number, work in enumerate(self._source.works()):
                    pending.append(pool.submit(work, skip=number < skip))
                    if len(pending) > _AHEAD:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
            finally:
                for future in pending:
                    future.cancel()
