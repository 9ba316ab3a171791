"""The interview in a terminal: asks the classifier's questions, saves every answer, shows them for review."""

import re
from collections.abc import Callable

from stagecli.answers import DONT_KNOW, Answer, Answers, NoSuchOption, option_values
from stagecli.classifier import Classifier
from stagecli.classifier.gates import applicability
from stagecli.classifier.questions import Question, Stop
from stagecli.classifier.reading import read
from stagecli.cli.posed_question import PosedQuestion
from stagecli.cli.prompt import command, read_text, show
from stagecli.cli.proposals import Proposals
from stagecli.errors import short
from stagecli.labels import position
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
        measured: Proposals,
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
        self.measured = measured
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

    def offer(self, posed: PosedQuestion, before: Answer | None) -> Answer | None:
        """Show an earlier answer and what was measured; return what an empty line answers, if anything.

        What was measured stands before last time's answer, but not before one that was given just now.
        """
        signal = posed.signal.id
        last_time, measured = before is self.offered.get(signal), self.measured.answer(signal)
        if before is not None:
            key = "interview_last_time" if last_time else "interview_now"
            key = "interview_was" if last_time and measured is not None else key
            show(message(key, self.language, answer=posed.said(before)))
        if (shown := self.measured.shown(signal, offered=last_time)) is not None:
            show(shown)
        return measured if last_time and measured is not None else before

    def answer(self, signal: Signal, heading: str, question: Question | None, before: Answer | None) -> Answer | None:
        """Ask a signal's question until there is an answer; None if the subject wants to go back.

        An earlier answer is offered: an empty line keeps it.
        """
        posed = PosedQuestion(self.model, signal, self.language)
        posed.show(heading)
        before = self.offer(posed, before)
        while True:
            line = read_text(self.language)
            asked_for = posed.command(line)
            if asked_for == "help":
                self.help(posed, question)
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
                    return posed.understood(line)
                except NoSuchOption as error:
                    posed.not_understood(line, error.what)

    def help(self, posed: PosedQuestion, question: Question | None) -> None:
        """Explain how to choose and why the question is asked, and list the keys."""
        if posed.signal.help is not None:
            show(self.model.localized(posed.signal.help, self.language))
        if question is not None:
            one, other = (
                first_sentence(self.model.localized(self.model.stages[stage].summary, self.language))
                for stage in question.tells_apart
            )  # the subject does not know the stages' names
            show(message("interview_why", self.language, one=one, other=other))
        show(posed.keys)

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
            said = PosedQuestion(self.model, signal, self.language).said(answers[signal.id])
            show(f"{self.model.localized(signal.question, self.language)} {said}", f"{number:>3}  ", "     ")
        result = read(self.classifier, option_values(answers)).counting
        while True:
            show(message("review_keys" if result else "review_keys_no_result", self.language))
            line = read_text(self.language)
            if not line:
                return True
            asked_for = command(line)
            if asked_for == "quit":
                raise Quit
            if asked_for == "back" and self.asked:
                self.take_back()
                return False
            chosen = position(line, len(signals))
            if chosen is not None:
                self.amend(signals[chosen], chosen + 1)
                return False
            if asked_for != "help":
                show(message("review_not_understood", self.language, text=short(line, 40), count=len(signals)))

    def amend(self, signal: Signal, number: int) -> None:
        """Ask one question again."""
        show()
        before = self.answers[signal.id]
        answer = self.answer(signal, message("review_change", self.language, number=number), None, before)
        if answer is not None:
            self.give(signal.id, answer)


def _intro(questions: int, language: str) -> str:
    """Say how many questions there can be, and how long they take, at eight seconds for reading and answering each."""
    minutes = max(1, round(questions * 8 / 60))
    time = message("minute_one", language) if minutes == 1 else message("minutes", language, count=minutes)
    return message("interview_intro", language, questions=questions, minutes=time)


def first_sentence(text: str) -> str:
    """The first sentence of a text, without its full stop."""
    return re.split(r"(?<=[^\W\d])[.!;](?=\s)", text.strip(), maxsplit=1)[0].rstrip(".")
