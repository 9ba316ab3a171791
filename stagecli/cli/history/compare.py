"""`stagecli history compare`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.help import LanguageOption
from stagecli.cli.history_ladder import classifier_of
from stagecli.cli.history_path import DbOption, WhoArgument, date_given, find, language_of, opened
from stagecli.cli.options import (
    FormatOption,
    ModelOption,
    OutputOption,
    chosen_format,
    no_completion,
)
from stagecli.cli.prescan import CommandLine
from stagecli.dates import local_day
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagecli.history.stored import SavedAssessment


def add_to(group: typer.Typer, words: CommandLine) -> None:
    """Register the command."""

    def command(
        who: WhoArgument,
        from_: Annotated[
            str | None, typer.Argument(metavar="[FROM]", show_default=False, autocompletion=no_completion)
        ] = None,
        to: Annotated[
            str | None, typer.Argument(metavar="[TO]", show_default=False, autocompletion=no_completion)
        ] = None,
        model: ModelOption = None,  # noqa: ARG001  # read ahead of Typer
        db: DbOption = None,
        lang: LanguageOption = None,
        format: FormatOption = None,  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.assessment.localized import LocalizedModel
        from stagecli.comparison import compare
        from stagecli.render import as_json, history

        written = chosen_format(format, output, ("text", "json"))
        with opened(db, words) as file:
            streams.guard({"-o": output}, str(file.path), words.model)
            find(file, who, db, "compare", from_, to)
            saved = file.of(who)
        for where, given in (("FROM", from_), ("TO", to)):
            if given is not None and _like_a_day(given):
                date_given(given, where)
        if len(saved) < 2:
            raise UsageError("nothing_to_compare", subject=who)
        before, after = _pair(saved, from_, to)
        language = language_of(words, lang, [before, after])
        texts = LocalizedModel(before.model, language), LocalizedModel(after.model, language)
        found = compare(before.assessment, after.assessment, texts, classifier_of(words)(after))
        if written == "json":
            text = as_json.encoded(found)
        else:
            text = history.compared(found, before, after, width=streams.width(output), colour=streams.colour(output))
        streams.write_result(text, output)

    group.command("compare", help="history compare")(command)


def _pair(
    saved: "Sequence[SavedAssessment]", from_: str | None, to: str | None
) -> "tuple[SavedAssessment, SavedAssessment]":
    """The two assessments to compare: by default the last, and the one before it by the same ladder."""
    after = len(saved) - 1 if to is None else _chosen(saved, to, "TO")
    ladder = saved[after].assessment.model.id
    same = [index for index in range(after) if saved[index].assessment.model.id == ladder]
    before = _chosen(saved, from_, "FROM") if from_ is not None else same[-1] if same else None
    if before is None:
        raise UsageError("nothing_earlier_by_ladder", ladder=ladder)
    if before >= after:
        raise UsageError("from_not_before_to", before=str(before + 1), after=str(after + 1))
    if saved[before].assessment.model.id != ladder:
        raise UsageError("of_two_ladders", before=saved[before].assessment.model.id, after=ladder)
    return saved[before], saved[after]


def _like_a_day(given: str) -> bool:
    return len(given) == 10 and given.count("-") == 2


def _chosen(saved: "Sequence[SavedAssessment]", given: str, where: str) -> int:
    """The index of the assessment with this number, or the last one up to this day."""
    if given == "last":
        return len(saved) - 1
    if given.isdecimal() and len(given) < 7:
        if 1 <= int(given) <= len(saved):
            return int(given) - 1
    elif _like_a_day(given):
        until = [index for index, each in enumerate(saved) if local_day(each.assessment.time) <= given]
        if until:
            return until[-1]
    first, last = (local_day(saved[at].assessment.time) or "-" for at in (0, -1))
    raise UsageError("no_such_assessment", where=where, given=given, count=str(len(saved)), first=first, last=last)
