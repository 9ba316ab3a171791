"""The interview in a terminal: asks the classifier's questions, saves every answer, shows them for review."""

import re
from collections.abc import Callable

from stagecli.answers import DONT_KNOW, Answer, Answers, NoSuchOption, match, option_values
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability
from stagecli.classifier.questions import Question, Stop
from stagecli.cli import streams
from stagecli.cli.prompt import Command, command, read_line, show
from stagecli.errors import Message, short
from stagecli.labels import normalise
from stagecli.messages import message
from stagecli.model import Signal


class Quit(Exception):
    """The subject wants to stop here and continue another time."""


class TerminalInterview:
    """One subject at one terminal. Its only state is the answers: the next question follows from them."""

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
        self.taken_back: dict[str, Answer] = {}  # undone with `b`: still saved, offered as defaults
        self.offered = offered  # from last time: an empty line accepts it
        self.ask_all = ask_all
        self.keep = keep

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers: earlier ones, overridden by those given here."""
        return {**self.known, **self.asked}

    def run(self) -> Answers:
        """Ask until there are enough answers and the subject confirms them.

        Raises:
            Quit: the subject wants to stop.
            EndOfInput: there is no more input.
        """
        begun = False
        while True:
            following = self.next()
            if isinstance(following, Question):
                if not begun:
                    show(_intro(following.left, self.language))
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
        """Return the next question, or why there is none."""
        return self.classifier.next_question(option_values(self.answers), ask_all=self.ask_all)

    def ask(self, question: Question) -> None:
        """Ask one question, or go back to the one before."""
        show()
        progress = self.progress(len(self.asked) + 1, question.left - 1)
        before = self.taken_back.get(question.signal) or self.offered.get(question.signal)
        answer = self.answer(self.model.signal(question.signal), progress, question, before)
        if answer is not None:
            self.give(question.signal, answer)
        elif self.asked:
            self.take_back()
        else:
            show(message("interview_first", self.language))

    def progress(self, number: int, more: int) -> str:
        """Say which question this is, and how many more there can be."""
        key = {0: "interview_progress_last", 1: "interview_progress_one"}.get(more, "interview_progress")
        return message(key, self.language, number=number, more=more)

    def answer(self, signal: Signal, heading: str, question: Question | None, before: Answer | None) -> Answer | None:
        """Ask a signal's question until there is an answer; None if the subject wants to go back.

        An earlier answer is offered: an empty line keeps it.
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
                except NoSuchOption as error:
                    self.not_understood(signal, line, error.what)

    def line(self) -> str:
        """Read a line, again and again until one is valid text."""
        while (line := read_line()) is None:
            show(message("interview_half_letters", self.language))
        return line

    def pose(self, signal: Signal, heading: str) -> None:
        """Show a heading, the question and its numbered options."""
        show(heading)
        show(self.model.localized(signal.question, self.language))
        if signal.number is not None:
            unit, example = (
                self.model.localized(signal.number.unit, self.language),
                message("example_years", self.language),
            )
            key = "interview_number_or_years" if _fits(signal, example) else "interview_number"
            show(message(key, self.language, unit=unit, example=example), "  ")
            return
        for number, option in enumerate(signal.options, start=1):
            show(self.model.localized(option.label, self.language), f"{number:>3}  ", "     ")

    def understood(self, signal: Signal, line: str) -> Answer:
        """Find a line's answer: an option's number, then its id or label, then the start of a word in one label."""
        chosen = _choice(line, len(signal.options))
        if signal.number is None and chosen is not None:
            return Answer(signal.options[chosen].id, "asked")
        try:
            return match(signal, line, "asked", tell=self.tell, day=streams.today())
        except NoSuchOption:
            meant = self.meant(signal, line)
            if len(meant) != 1:
                raise
            return Answer(signal.options[meant[0]].id, "asked")

    def meant(self, signal: Signal, line: str) -> list[int]:
        """Indices of the options whose label contains the line, from the beginning of a word on."""
        part = f" {normalise(line)}"
        if signal.number is not None or len(part) < 3:
            return []
        labels = (f" {normalise(self.model.localized(option.label, self.language))}" for option in signal.options)
        return [index for index, label in enumerate(labels) if part in label]

    def tell(self, note: Message) -> None:
        """Show how an answer was read."""
        show(note.text(self.language))

    def not_understood(self, signal: Signal, line: str, why: Message) -> None:
        """Show which answers are possible, and for a number why it is not one of them."""
        text = _short(line)
        meant = self.meant(signal, line)
        if meant:
            numbers = ", ".join(str(index + 1) for index in meant)
            show(message("interview_fits", self.language, text=text, numbers=numbers))
        elif signal.number is None:
            show(message("interview_not_understood", self.language, text=text, count=len(signal.options)))
        else:
            sentence = short(why.text(self.language), 240)
            sentence = sentence[0].upper() + sentence[1:]
            low, high = f"{signal.number.min:.12g}", f"{signal.number.max:.12g}"
            show(message("interview_not_a_number", self.language, why=sentence, low=low, high=high))

    def help(self, signal: Signal, question: Question | None) -> None:
        """Explain how to choose and why the question is asked, and list the keys."""
        if signal.help is not None:
            show(self.model.localized(signal.help, self.language))
        if question is not None:
            one, other = (
                first_sentence(self.model.localized(self.model.stages[stage].summary, self.language))
                for stage in question.tells_apart
            )  # the subject does not know the stages' names
            show(message("interview_why", self.language, one=one, other=other))
        show(message("interview_keys", self.language))

    def give(self, signal: str, answer: Answer) -> None:
        """Record an answer, drop answers that no longer apply because of it, and save the rest."""
        self.taken_back.pop(signal, None)
        self.asked[signal] = answer
        applies = applicability(self.classifier, option_values(self.answers))
        self.asked = {given: self.asked[given] for given in self.asked if applies[given] != "no"}
        self.taken_back = {given: self.taken_back[given] for given in self.taken_back if applies[given] != "no"}
        self.keep({**self.asked, **self.taken_back})

    def take_back(self) -> None:
        """Undo the last answer given here; it is offered again with its question."""
        signal, answer = self.asked.popitem()
        self.taken_back[signal] = answer

    def review(self) -> bool:
        """Show all answers and let the subject change any; return whether the subject agrees."""
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


def _fits(signal: Signal, text: str) -> bool:
    """Whether a signal takes a text as its answer."""
    try:
        return match(signal, text, "asked").number is not None
    except NoSuchOption:
        return False


def _choice(line: str, count: int) -> int | None:
    """The index for a number from 1 to count; None if the line is no such number."""
    if not line.isascii() or not line.isdecimal() or len(line) > 9:
        return None
    return int(line) - 1 if 1 <= int(line) <= count else None


def _intro(questions: int, language: str) -> str:
    """Say how many questions there can be, and how long they take, at eight seconds for reading and answering each."""
    minutes = max(1, round(questions * 8 / 60))
    time = message("minute_one", language) if minutes == 1 else message("minutes", language, count=minutes)
    return message("interview_intro", language, questions=questions, minutes=time)


def first_sentence(text: str) -> str:
    """The first sentence of a text, without its full stop."""
    return re.split(r"(?<=[^\W\d])[.!;](?=\s)", text.strip(), maxsplit=1)[0].rstrip(".")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
