"""`stagecli history compare`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stagecli.cli import streams
from stagecli.cli.history_path import DbOption, WhoArgument, nobody, opened
from stagecli.cli.options import FormatOption, ModelOption, OutputOption, no_completion, the_model
from stagecli.cli.prescan import CommandLine
from stagecli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stagecli.assessment import Assessment

HELP = """Say what changed between two assessments of a subject: answers, steps done, and what is the ladder's doing.

FROM and TO are numbers, 1 for the oldest, or days such as 2026-01-31, for the last one by then, or `last`. Without
them, the last two are compared."""


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
        format: FormatOption = "text",  # noqa: A002  # the flag's name
        output: OutputOption = None,
    ) -> None:
        from stagecli.comparison import compare
        from stagecli.render import as_json, history

        with opened(db) as file:
            streams.guard({"-o": output}, str(file.path), words.model)
            assessments = file.of(who)
            if not assessments:
                raise nobody(file, who)
        if len(assessments) < 2:
            raise UsageError("nothing_to_compare", subject=who)
        before, after = _pair(assessments, from_, to)
        found = compare(before, after, the_model(words))
        if format == "json":
            text = as_json.encoded(found)
        else:
            text = history.compared(found, before, after, width=streams.width(output), colour=streams.colour(output))
        streams.write_result(text, output)

    group.command("compare", help=HELP, short_help="Say what changed between two assessments.")(command)


def _pair(assessments: "Sequence[Assessment]", from_: str | None, to: str | None) -> "tuple[Assessment, Assessment]":
    """The two assessments that are compared: by default the last, and the one before it by the same ladder."""
    after = len(assessments) - 1 if to is None else _chosen(assessments, to, "TO")
    ladder = assessments[after].model.id
    same = [index for index in range(after) if assessments[index].model.id == ladder]
    before = _chosen(assessments, from_, "FROM") if from_ is not None else same[-1] if same else None
    if before is None:
        raise UsageError("nothing_earlier_by_ladder", ladder=ladder)
    if before >= after:
        raise UsageError("from_not_before_to", before=str(before + 1), after=str(after + 1))
    if assessments[before].model.id != ladder:
        raise UsageError("of_two_ladders", before=assessments[before].model.id, after=ladder)
    return assessments[before], assessments[after]


def _chosen(assessments: "Sequence[Assessment]", given: str, where: str) -> int:
    """The index of the assessment that a number or a day means."""
    if given == "last":
        return len(assessments) - 1
    if given.isdecimal() and len(given) < 7:
        if 1 <= int(given) <= len(assessments):
            return int(given) - 1
    elif len(given) == 10 and given.count("-") == 2:
        until = [index for index, each in enumerate(assessments) if (each.time or "")[:10] <= given]
        if until:
            return until[-1]
    first, last = ((assessments[at].time or "-")[:10] for at in (0, -1))
    raise UsageError(
        "no_such_assessment", where=where, given=given, count=str(len(assessments)), first=first, last=last
    )
