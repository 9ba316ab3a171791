"""Which columns of a table hold measures: by their exact names, or as the user says."""

from collections.abc import Container, Mapping, Sequence

from stagecli.batch.headings import Headings, column_named, columns_named
from stagecli.batch.layout import Form, Layout
from stagecli.errors import FileError, Message, UsageError, did_you_mean, first, one_of
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
        for at, name in _by_form(layout.form, headings, source).items():
            if at not in otherwise:
                found.setdefault(at, name)
        for heading in layout.form.columns:
            otherwise.update(columns_named(heading, headings))
    return found, otherwise


def _by_form(form: Form, headings: Headings, source: str) -> dict[int, str]:
    """The columns that a mapping file calls measures.

    Raises:
        FileError: some do not exist, or could be several.

    """
    found, problems = dict[int, str](), []
    for heading, name in form.measures.items():
        alike = columns_named(heading, headings)
        if len(alike) == 1:
            found[alike[0]] = name
        else:
            what = Message("column_of_form_ambiguous" if alike else "no_column_of_form", file=source)
            hint = one_of(headings.names[at] for at in alike) if alike else did_you_mean(heading, headings.names)
            problems.append(form.document.problem(("columns", heading), what, hint or headings.described, at_key=True))
    if problems:
        raise FileError(first(problems))
    return found
