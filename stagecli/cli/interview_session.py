"""An interview from start to end; the answers are saved however it ends."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from stagecli.answers import Answers
from stagecli.assessment import Assessment
from stagecli.classifier import Classifier
from stagecli.classifier.questions import Question
from stagecli.cli import saved_interview
from stagecli.cli.errors import print_error
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.interview import Quit, TerminalInterview
from stagecli.cli.keeping import offer_to_keep
from stagecli.cli.prompt import EndOfInput, show
from stagecli.cli.proposals import Proposals
from stagecli.errors import StagecliError, UsageError, reason
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.report.wording import date_in_words


class _Keeper:
    """Saves the answers of one interview as they come in; reports only once that it cannot."""

    def __init__(self, begun: saved_interview.SavedInterview, content: bytes | None) -> None:
        self.begun = begun
        self.content = content
        """The saved bytes; None if nothing is saved."""
        self.failed = False

    def keep(self, answers: Answers) -> None:
        """Save all answers given so far."""
        try:
            self.content = saved_interview.keep(self.begun, answers)
        except OSError as error:
            if not self.failed:
                show(message("interview_not_kept", self.begun.language, reason=reason(error).text(self.begun.language)))
            self.failed = True

    def keep_given(self) -> None:
        """Save the answers from flags and files, unless that would replace an interview with answers of its own."""
        earlier = saved_interview.find()
        if self.begun.given and (earlier is None or not earlier.answers):
            self.keep({})


def conduct(
    classifier: Classifier,
    begun: saved_interview.SavedInterview,
    asked: Answers,
    dropped: Sequence[str],
    *,
    resumed: bool,
    ask_all: bool,
    offered: Answers,
    day: date,
) -> tuple[Answers, bytes | None]:
    """Ask what is still worth asking; save the answers however the interview ends.

    Returns all answers, and the saved bytes, which the caller deletes once the result is out: empty if they could not
    be saved, None if nothing was asked.

    Args:
        classifier: the compiled model to ask about.
        begun: the subject, the language, and the answers from flags and files.
        asked: answers of the resumed interview, if any.
        dropped: signals of the resumed interview whose answers no longer fit the model.
        resumed: whether an interview is resumed; what was given besides is saved with it from the start.
        ask_all: ask everything that applies.
        offered: answers from last time; an empty line keeps each, unless it was measured.
        day: the day of the assessment, by which measures may be old.

    Raises:
        UsageError: the input ended.
        typer.Exit: the subject stopped with a key.
        Interrupted: the subject stopped with Ctrl-C.
    """
    language = begun.language
    if asked or dropped:
        _tell_of_resumed(language, len(asked), dropped)
    keeper = _Keeper(begun, saved_interview.content() if resumed else None)
    if resumed and not dropped:  # what no longer fits this ladder may fit another version of it
        keeper.keep(asked)
    interview = TerminalInterview(
        classifier,
        language,
        known=begun.given,
        asked=asked,
        offered=offered,
        measured=Proposals(classifier, begun.observed, day, language),
        ask_all=ask_all,
        keep=keeper.keep,
    )
    if not resumed and isinstance(interview.next(), Question):
        _tell_of(saved_interview.find(), begun)
    try:
        answers = interview.run()
    except (EndOfInput, KeyboardInterrupt, Quit) as ended:
        show()
        if not (resumed or interview.asked):
            keeper.keep_given()
        said = message("interview_nothing_saved", language)
        if keeper.content is not None and not keeper.failed:
            show(message("interview_saved", language))
            said = begun.command  # a line of its own, never wrapped: the user types or copies it
        if isinstance(ended, KeyboardInterrupt):
            raise Interrupted("verbatim", text=said) from None
        print_error(visible(said))
        if isinstance(ended, EndOfInput):
            raise UsageError("input_ended") from None
        raise typer.Exit from None
    return answers, keeper.content or (b"" if interview.asked else None)


def finish(
    unfinished: bytes, classifier: Classifier, result: Assessment, language: str, db: Path | None, *, saved: bool
) -> None:
    """Offer to keep the result, now that it is out, unless it is saved; then delete the saved answers.

    Raises:
        HistoryError: it was to be kept, and could not be saved.

    """
    if not saved:
        try:
            offer_to_keep(classifier, result, language, db)
        except StagecliError:
            kept = saved_interview.find()
            if unfinished and kept is not None:
                show(message("interview_saved", language))
                print_error(visible(kept.command))
            raise
    saved_interview.forget(unfinished)


def _tell_of(earlier: saved_interview.SavedInterview | None, begun: saved_interview.SavedInterview) -> None:
    """Report the interview that the new one would replace, and how to resume it instead."""
    if earlier is None or not earlier.answers:
        return
    key = "interview_unfinished" if earlier.model == begun.model else "interview_unfinished_other"
    day = date_in_words(earlier.time, begun.language)
    show(message(key, begun.language, time=day, count=len(earlier.answers), model=earlier.model))
    if earlier.model == begun.model:
        print_error(visible(earlier.command))


def _tell_of_resumed(language: str, answers: int, dropped: Sequence[str]) -> None:
    """Report that an interview is resumed, and which of its answers no longer fit."""
    show(message("interview_resumed", language, count=answers))
    if dropped:
        show(message("interview_dropped", language, signals=", ".join(dropped)))
