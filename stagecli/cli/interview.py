"""The interview in a terminal: asks what the classifier says, keeps every answer, shows them for review."""

from collections.abc import Callable, Sequence

import typer

from stagecli.answers import DONT_KNOW, Answer, Answers, NoSuchOption, match, normalise, option_values
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability
from stagecli.classifier.questions import Question, Stop
from stagecli.cli import saved_interview
from stagecli.cli.errors import print_error
from stagecli.cli.interrupts import Interrupted
from stagecli.cli.prompt import Command, EndOfInput, command, read_line, show
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.messages import message
from stagecli.model import Signal


class Quit(Exception):
    """The subject wants to stop here and go on another time."""


class TerminalInterview:
    """One subject at one terminal. All that it knows is the answers: the next question follows from them."""

    def __init__(
        self,
        classifier: Classifier,
        language: str,
        *,
        known: Answers,
        asked: Answers,
        offered: Answers,
        ask_all: bool,
        keep: Callable[[Answers], None],
    ) -> None:
        self.classifier = classifier
        self.model = classifier.model
        self.language = language
        self.known = known
        self.asked = dict(asked)
        self.taken_back: dict[str, Answer] = {}  # gone back over: offered again, and kept until answered anew
        self.offered = offered  # from the time before: an empty line takes it
        self.ask_all = ask_all
        self.keep = keep

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers: those given before, and those given here, which win."""
        return {**self.known, **self.asked}

    def run(self) -> Answers:
        """Ask until it is enough and the subject agrees with what was understood.

        Raises:
            Quit: the subject wants to stop.
            EndOfInput: the keyboard is gone.
        """
        begun = False
        while True:
            following = self.next()
            if isinstance(following, Question):
                if not begun:
                    show(message("interview_intro", self.language))
                    show(message("interview_keys", self.language))
                begun = True
                self.ask(following)
            elif not begun and not self.asked:
                return self.answers  # nothing was asked, so there is nothing to review
            else:
                show()
                show(message(f"interview_stop_{following.reason}", self.language))
                begun = True
                if self.review():
                    return self.answers

    def next(self) -> Question | Stop:
        """Say what is asked next, or why nothing is."""
        return self.classifier.next_question(option_values(self.answers), ask_all=self.ask_all)

    def ask(self, question: Question) -> None:
        """Ask one question, or go back to the one before."""
        show()
        number = len(self.asked) + 1
        at_most = number - 1 + question.left
        progress = message("interview_progress", self.language, number=number, at_most=at_most)
        before = self.taken_back.get(question.signal) or self.offered.get(question.signal)
        answer = self.answer(self.model.signal(question.signal), progress, question, before)
        if answer is not None:
            self.give(question.signal, answer)
        elif self.asked:
            self.take_back()
        else:
            show(message("interview_first", self.language))

    def answer(self, signal: Signal, heading: str, question: Question | None, before: Answer | None) -> Answer | None:
        """Show a signal's question until it is answered; None if the subject wants to go back.

        An answer given before is offered: an empty line keeps it.
        """
        self.pose(signal, heading)
        if before is not None:
            last_time = before is self.offered.get(signal.id)
            key = "interview_last_time" if last_time else "interview_now"
            show(message(key, self.language, answer=self.said(signal, before)))
        while True:
            line = self.line()
            asked_for = command(line)
            if asked_for == "help":
                self.help(signal, question)
            elif asked_for == "back":
                return None
            elif asked_for == "dont_know":
                return Answer(DONT_KNOW, "asked")
            elif asked_for == "quit":
                raise Quit
            elif not line and before is not None:
                return before
            elif not line:
                show(message("interview_empty", self.language))
            else:
                try:
                    return self.understood(signal, line)
                except NoSuchOption:
                    self.not_understood(signal, line)

    def line(self) -> str:
        """Read a line until one has arrived whole."""
        while (line := read_line()) is None:
            show(message("interview_half_letters", self.language))
        return line

    def pose(self, signal: Signal, heading: str) -> None:
        """Show a heading, the question and its numbered options."""
        show(heading)
        show(self.model.localized(signal.question, self.language))
        if signal.number is not None:
            show(
                message(
                    "interview_number", self.language, unit=self.model.localized(signal.number.unit, self.language)
                ),
                "  ",
            )
            return
        for number, option in enumerate(signal.options, start=1):
            show(self.model.localized(option.label, self.language), f"{number:>3}  ", "     ")

    def understood(self, signal: Signal, line: str) -> Answer:
        """Find the answer that a line means: an option's number, then its id or label, then the start of one label."""
        chosen = _choice(line, len(signal.options))
        if signal.number is None and chosen is not None:
            return Answer(signal.options[chosen].id, "asked")
        try:
            return match(signal, line, "asked")
        except NoSuchOption:
            meant = self.meant(signal, line)
            if len(meant) != 1:
                raise
            return Answer(signal.options[meant[0]].id, "asked")

    def meant(self, signal: Signal, line: str) -> list[int]:
        """Find the options, by index, whose label has the line in it, from the beginning of a word on."""
        part = f" {normalise(line)}"
        if signal.number is not None or len(part) < 3:
            return []
        labels = (f" {normalise(self.model.localized(option.label, self.language))}" for option in signal.options)
        return [index for index, label in enumerate(labels) if part in label]

    def not_understood(self, signal: Signal, line: str) -> None:
        """Say what would be an answer."""
        text = _short(line)
        meant = self.meant(signal, line)
        if meant:
            numbers = ", ".join(str(index + 1) for index in meant)
            show(message("interview_fits", self.language, text=text, numbers=numbers))
        elif signal.number is None:
            show(message("interview_not_understood", self.language, text=text, count=len(signal.options)))
        else:
            low, high = f"{signal.number.min:.12g}", f"{signal.number.max:.12g}"
            show(message("interview_not_a_number", self.language, text=text, low=low, high=high))

    def help(self, signal: Signal, question: Question | None) -> None:
        """Say how to choose, why this is asked, and which keys there are."""
        if signal.help is not None:
            show(self.model.localized(signal.help, self.language))
        if question is not None:
            one, other = (
                self.model.localized(self.model.stages[stage].name, self.language) for stage in question.tells_apart
            )
            show(message("interview_why", self.language, one=one, other=other))
        show(message("interview_keys", self.language))

    def give(self, signal: str, answer: Answer) -> None:
        """Take an answer, drop those that no longer apply because of it, and keep the rest."""
        self.taken_back.pop(signal, None)
        self.asked[signal] = answer
        applies = applicability(self.classifier, option_values(self.answers))
        self.asked = {given: self.asked[given] for given in self.asked if applies[given] != "no"}
        self.taken_back = {given: self.taken_back[given] for given in self.taken_back if applies[given] != "no"}
        self.keep({**self.asked, **self.taken_back})

    def take_back(self) -> None:
        """Go back over the last answer given here; it is offered when its question comes again."""
        signal, answer = self.asked.popitem()
        self.taken_back[signal] = answer

    def review(self) -> bool:
        """Show all answers and let any be changed; whether the subject agrees."""
        answers = self.answers
        signals = [signal for signal in self.model.signals if signal.id in answers]
        signals.sort(key=lambda signal: list(answers).index(signal.id))
        show()
        show(message("review", self.language))
        for number, signal in enumerate(signals, start=1):
            text = f"{self.model.localized(signal.question, self.language)} {self.said(signal, answers[signal.id])}"
            show(text, f"{number:>3}  ", "     ")
        show(message("review_keys", self.language))
        while True:
            line = self.line()
            if not line:
                return True
            asked_for: Command | None = command(line)
            if asked_for == "quit":
                raise Quit
            if asked_for == "back" and self.asked:
                self.take_back()
                return False
            chosen = _choice(line, len(signals))
            if chosen is not None:
                self.amend(signals[chosen], chosen + 1)
                return False
            show(message("review_not_understood", self.language, text=_short(line), count=len(signals)))

    def amend(self, signal: Signal, number: int) -> None:
        """Ask one question again."""
        show()
        before = self.answers[signal.id]
        answer = self.answer(signal, message("review_change", self.language, number=number), None, before)
        if answer is not None:
            self.give(signal.id, answer)

    def said(self, signal: Signal, answer: Answer) -> str:
        """An answer in words."""
        if answer.option == DONT_KNOW:
            return message("dont_know", self.language)
        label = next(option.label for option in signal.options if option.id == answer.option)
        text = self.model.localized(label, self.language)
        return text if answer.number is None else f"{answer.number:.12g} ({text})"


def _choice(line: str, count: int) -> int | None:
    """The index that a number from 1 to count stands for; None if the line is no such number."""
    if not line.isascii() or not line.isdecimal() or len(line) > 9:
        return None
    return int(line) - 1 if 1 <= int(line) <= count else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


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
    problems: list[OSError] = []
    content = saved_interview.content() if asked else None

    def keep(answers: Answers) -> None:
        nonlocal content
        try:
            content = saved_interview.keep(begun, answers)
        except OSError as error:
            if not problems:
                show(message("interview_not_kept", language, reason=error.strerror or error))
            problems.append(error)

    interview = TerminalInterview(
        classifier, language, known=begun.given, asked=asked, offered=offered, ask_all=ask_all, keep=keep
    )
    if not asked and isinstance(interview.next(), Question):
        _tell_of(saved_interview.find(), begun)
    try:
        return interview.run(), content
    except (EndOfInput, KeyboardInterrupt, Quit) as ended:
        show()
        said = message("interview_nothing_saved", language)
        if interview.asked and not problems:
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
