"""A table's layout: what its columns and cells mean, and how its file is to be read, for every command that reads one.

It comes from flags and from a mapping file, in which a form is understood once; flags win.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from stagecli.answers import Answer, NoSuchOption, Tell, accepted, as_label, match, untold
from stagecli.batch.headings import plain, spellings
from stagecli.dates import DateOrder
from stagecli.errors import FileError, Message, Problem, UsageError, did_you_mean, either, first, one_of, reason
from stagecli.model import Definition, Model, called
from stagecli.model_file.structure import structural_problems
from stagecli.observed import measures_of
from stagecli.yaml_document import MAX_BYTES, Document, DocumentError, read_yaml

BadAnswers: TypeAlias = Literal["reject", "blank"]
"""What becomes of a row with a cell that is no answer: it is rejected, or assessed without that cell."""

Meanings: TypeAlias = Mapping[str, Mapping[str, Answer]]
"""What cells mean: signal id to text to answer."""

_Name = Annotated[str, Meta(min_length=1)]


class MappingFile(Definition, frozen=True, kw_only=True):
    """A mapping file."""

    columns: Annotated[
        dict[str, str | None] | None,
        Meta(
            description="Headings with the id of the signal that each answers, or the measure that it holds; nothing "
            "for a column that answers none."
        ),
    ] = None
    answers: Annotated[
        dict[str, dict[str, str | float] | None] | None,
        Meta(description="Signal ids with what is in their cells and what it means: an option, a number or dont_know."),
    ] = None
    id: Annotated[_Name | None, Meta(description="The column that names the subject.")] = None
    date: Annotated[
        _Name | None, Meta(description="The column that says when it was answered; or one day for all.")
    ] = None
    date_format: Annotated[DateOrder | None, Meta(description="What comes first in dates such as 03/04/2026.")] = None
    encoding: Annotated[_Name | None, Meta(description="Of delimited text, such as cp1253.")] = None
    delimiter: Annotated[_Name | None, Meta(description="Between the cells of delimited text.")] = None
    header_row: Annotated[
        Annotated[int, Meta(ge=1, le=1_000_000)] | None,
        Meta(description="The line of the header, in a workbook its row."),
    ] = None
    sheet: Annotated[_Name | None, Meta(description="The sheet of a workbook.")] = None
    bad_answers: Annotated[
        BadAnswers | None, Meta(description="What a cell that is no answer does: reject its row, or count as blank.")
    ] = None


class Form(Struct, frozen=True):
    """What a mapping file says about headings and cells."""

    document: Document
    columns: Mapping[str, str]
    """Heading to signal id, or to empty text for a column that answers none."""
    meanings: Meanings
    measures: Mapping[str, str] = {}
    """Heading to the measure that the column holds."""


class Layout(Struct, frozen=True, kw_only=True):
    """How to read a table; None where nobody said."""

    mapping: tuple[str, ...] = ()
    """`COLUMN=SIGNAL` pairs, as the user gave them; they win over the form."""
    form: Form | None = None
    id: str | None = None
    """The column that names the subject."""
    date: str | None = None
    """The column that says when each row was answered, or when all were."""
    date_format: DateOrder | None = None
    encoding: str | None = None
    """Of delimited text; by default UTF-8."""
    delimiter: str | None = None
    """Of delimited text, as `delimited.delimiter_named` takes it; by default it is found out."""
    header_row: int | None = None
    """The line on which the header starts, in a workbook its row; by default the first that is not empty."""
    sheet: str | None = None
    """Of a workbook; by default the first visible one that is not empty."""
    bad_answers: BadAnswers | None = None
    """By default `reject`."""

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that is named here."""
        mapped = (pair.rpartition("=")[0] for pair in self.mapping)
        return tuple(name for name in (*mapped, *(self.form.columns if self.form else ()), self.id, self.date) if name)


def layout(
    model: Model, path: str | None, *, mapping: tuple[str, ...] = (), tell: Tell = untold, **given: Any
) -> Layout:
    """The layout of a table.

    Args:
        model: whose signals its columns answer.
        path: a mapping file.
        mapping: as in `Layout`.
        tell: hears of old ids in the mapping file.
        given: the other fields of `Layout` that the user gave; None where the mapping file decides.

    Raises:
        UsageError: the mapping file cannot be read.
        FileError: lists all its problems.

    """
    if path is None:
        return Layout(mapping=mapping, **given)
    document, file = _read(path)
    form = _form(model, document, file, tell)
    kept = {name: getattr(file, name) for name in MappingFile.__struct_fields__ if name not in ("columns", "answers")}
    return Layout(
        mapping=mapping, form=form, **{**kept, **{name: value for name, value in given.items() if value is not None}}
    )


def _read(path: str) -> tuple[Document, MappingFile]:
    try:
        with Path(path).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError("mapping_unreadable", file=path, why=reason(error)) from None
    try:
        document = read_yaml(data, path)
    except DocumentError as error:
        raise FileError([error.problem]) from None
    problems, file = [*document.problems], MappingFile()
    try:
        if document.root is not None:
            file = msgspec.convert(document.root, MappingFile, strict=False)
    except msgspec.ValidationError as error:
        found = [*structural_problems(document, msgspec.json.schema(MappingFile), Message("mapping_starts_with"))]
        problems += found or [document.problem((), Message("verbatim", text=str(error)))]
    if problems:
        raise FileError(first(problems))
    return document, file


def _form(model: Model, document: Document, file: MappingFile, tell: Tell) -> Form:
    """The headings and cells of a mapping file, with every signal and option by its present id."""
    problems: list[Problem] = []
    columns: dict[str, str] = {}
    known, measures = measures_of(model), dict[str, str]()
    for heading, name in (file.columns or {}).items():
        if name in known:
            measures[heading] = name
            continue
        path = ("columns", heading)
        signal = name and _signal_called(model, name, tell)
        if isinstance(signal, tuple):
            problems.append(document.problem(path, *signal))
        else:
            columns[heading] = signal or ""
    meanings: dict[str, dict[str, Answer]] = {}
    seen: dict[tuple[str, str], Answer] = {}
    for name, texts in (file.answers or {}).items():
        signal = _signal_called(model, name, tell)
        if isinstance(signal, tuple):
            problems.append(document.problem(("answers", name), *signal, at_key=True))
            continue
        asked = model.signal(signal)
        for text, meant in (texts or {}).items():
            try:
                answer = meanings.setdefault(signal, {})[text] = match(asked, meant, "file", tell=tell)
                if seen.setdefault((signal, as_label(text)), answer) != answer:
                    what = Message("key_twice", given=text)
                    problems.append(document.problem(("answers", name, text), what, at_key=True))
            except NoSuchOption as error:
                problems.append(document.problem(("answers", name, text), error.what, accepted(asked, meant)))
    if problems:
        raise FileError(first(sorted(problems, key=lambda problem: problem.line or 0)))
    return Form(document, columns, meanings, measures)


def _signal_called(model: Model, name: str, tell: Tell) -> str | tuple[Message, Message | None]:
    """The id of the signal that an id, perhaps an old one, means; otherwise what is wrong, and a hint."""
    now = [signal.id for signal in called(model.signals, name.replace("-", "_"))]
    if not now and (meant := spellings(model).get(plain(name))) is not None:
        return meant  # its question
    if not now:
        ids = [signal.id for signal in model.signals]
        return Message("no_such_signal"), did_you_mean(name, ids) or one_of(ids)
    if len(now) > 1:
        return Message("was_split", given=name, now=either(now)), None
    if now[0] != name.replace("-", "_"):
        tell(Message("signal_renamed", old=name, new=now[0]))
    return now[0]
