"""Which columns of a table hold measures: by their exact names, or as the user says."""

from collections.abc import Container, Mapping, Sequence

from stagecli.batch.headings import Headings, column_named, columns_named
from stagecli.batch.layout import Layout
from stagecli.errors import UsageError
from stagecli.model import Model
from stagecli.observed import measures_of, read_by


def measure_columns(
    model: Model, headings: Headings, source: str, layout: Layout, aside: Sequence[int]
) -> Mapping[int, str]:
    """Column index to measure, of the measures that the model's rules read.

    Args:
        model: whose rules read them.
        headings: the table's columns.
        source: the table's name, for errors.
        layout: which column is which measure, as the user says.
        aside: columns that are neither.

    Raises:
        UsageError: two columns hold one measure, or a column named here does not exist.

    """
    read = read_by(model)
    found, otherwise = _said(measures_of(model), headings, source, layout)
    otherwise.update(aside)
    given = {*found.values()}
    for at in range(len(headings.names)):
        named = next((text.strip() for text in headings.texts(at) if text.strip() in read), None)
        if named is not None and named not in given and at not in otherwise:
            found.setdefault(at, named)
    columns: dict[str, int] = {}
    for at, name in sorted(found.items()):
        if name in columns:
            names = (headings.names[columns[name]], headings.names[at])
            raise UsageError("two_columns_one_measure", file=source, one=names[0], other=names[1], measure=name)
        columns[name] = at
    return {at: name for at, name in found.items() if name in read}


def _said(known: Container[str], headings: Headings, source: str, layout: Layout) -> tuple[dict[int, str], set[int]]:
    """What the user says of columns, flags before the mapping file: the measures, and those that are something else."""
    found: dict[int, str] = {}
    otherwise: set[int] = set()
    for pair in layout.mapping:
        column, _, name = pair.rpartition("=")
        if name.strip() in known:
            found[column_named(column, headings, source, "--map")] = name.strip()
        else:
            otherwise.update(columns_named(column, headings))
    if layout.form is not None:
        for heading, name in layout.form.measures.items():
            at = column_named(heading, headings, source, "--mapping")
            if at not in otherwise:
                found.setdefault(at, name)
        for heading in layout.form.columns:
            otherwise.update(columns_named(heading, headings))
    return found, otherwise
