"""An interview from its opening to its end: whatever ends it, the answers are kept."""

from collections.abc import Sequence

import typer

from stagecli.answers import Answers
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question
from stagecli.cli import saved_interview
from stagecli.cli.errors import print_error
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.interview import Quit, TerminalInterview
from stagecli.cli.prompt import EndOfInput, show
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.messages import message


class _Keeper:
    """Keeps the answers of one interview as they are given; says once that it cannot."""

    def __init__(self, begun: saved_interview.SavedInterview, content: bytes | None) -> None:
        self.begun = begun
        self.content = content
        """What is kept of them; None if nothing is."""
        self.failed = False

    def keep(self, answers: Answers) -> None:
        """Keep all answers given so far."""
        try:
            self.content = saved_interview.keep(self.begun, answers)
        except OSError as error:
            if not self.failed:
                show(message("interview_not_kept", self.begun.language, reason=error.strerror or error))
            self.failed = True

    def keep_given(self) -> None:
        """Keep what flags and files have answered, unless that would replace an interview with answers of its own."""
        earlier = saved_interview.find()
        if self.begun.given and (earlier is None or not earlier.answers):
            self.keep({})


def conduct(
    classifier: Classifier,
    begun: saved_interview.SavedInterview,
    asked: Answers,
    dropped: Sequence[str],
    *,
    ask_all: bool,
    offered: Answers,
) -> tuple[Answers, bytes | None]:
    """Ask what is still worth asking; whatever ends the interview, the answers are kept.

    Returns all answers, and what of them is kept, to be forgotten once the result is out.

    Args:
        classifier: of the model whose signals are asked.
        begun: who is asked, in which language, and the answers from flags and files.
        asked: answers of an interview that is gone on with.
        dropped: signals of that interview whose answers no longer fit the model.
        ask_all: ask everything that applies.
        offered: answers of the time before, each to be kept with one key.

    Raises:
        UsageError: the input ended.
        typer.Exit: the subject stopped by a key.
        Interrupted: the subject stopped by Ctrl-C.
    """
    language = begun.language
    if asked or dropped:
        _tell_of_resumed(language, len(asked), dropped)
    keeper = _Keeper(begun, saved_interview.content() if asked else None)
    interview = TerminalInterview(
        classifier, language, known=begun.given, asked=asked, offered=offered, ask_all=ask_all, keep=keeper.keep
    )
    if not asked and isinstance(interview.next(), Question):
        _tell_of(saved_interview.find(), begun)
    try:
        return interview.run(), keeper.content
    except (EndOfInput, KeyboardInterrupt, Quit) as ended:
        show()
        if not interview.asked:
            keeper.keep_given()
        said = message("interview_nothing_saved", language)
        if keeper.content is not None and not keeper.failed:
            show(message("interview_saved", language))
            said = begun.command  # a line of its own, never wrapped: it is to be typed or copied
        if isinstance(ended, KeyboardInterrupt):
            raise Interrupted("verbatim", text=said) from None
        print_error(visible(said))
        if isinstance(ended, EndOfInput):
            raise UsageError("input_ended") from None
        raise typer.Exit from None


def _tell_of(earlier: saved_interview.SavedInterview | None, begun: saved_interview.SavedInterview) -> None:
    """Say that there is an interview that the one about to begin would replace, and how to go on with it instead."""
    if earlier is None or not earlier.answers:
        return
    key = "interview_unfinished" if earlier.model == begun.model else "interview_unfinished_other"
    show(message(key, begun.language, time=earlier.time[:10], count=len(earlier.answers), model=earlier.model))
    if earlier.model == begun.model:
        print_error(visible(earlier.command))


def _tell_of_resumed(language: str, answers: int, dropped: Sequence[str]) -> None:
    """Say that an interview is gone on with, and which of its answers no longer fit."""
    show(message("interview_resumed", language, count=answers))
    if dropped:
        show(message("interview_dropped", language, signals=", ".join(dropped)))
