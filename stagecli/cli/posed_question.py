"""One question in a terminal: its options as they are shown, and the answer that a line means."""

from stagecli.answers import DONT_KNOW, Answer, NoSuchOption, match
from stagecli.cli import streams
from stagecli.cli.prompt import command, show
from stagecli.errors import Message, short
from stagecli.labels import loosely, normalise, position
from stagecli.messages import message, yes_or_no
from stagecli.messages.interview import Command
from stagecli.model import Model, Signal
from stagecli.report.wording import plain


class PosedQuestion:
    """A signal's question in one language. A label typed as it is shown always means that option, whatever it is."""

    def __init__(self, model: Model, signal: Signal, language: str) -> None:
        self.model = model
        self.signal = signal
        self.language = language
        options = () if signal.number is not None else signal.options
        self.labels = [model.localized(option.label, language) for option in options]
        shown = [normalise(label) for label in self.labels]
        self.numbered = all(
            position(loosely(label), len(shown)) in (None, index) for index, label in enumerate(self.labels)
        )
        """Whether options are chosen by number; not if a label is itself the number of another option."""
        self.taken = {label for label in shown if command(label) is not None}
        """The labels that would otherwise be keys, or the words for them."""
        self.in_words = any(len(label) == 1 for label in self.taken)
        """Whether letters are no keys here, since one of them is an answer."""
        self.keys = message("interview_keys_in_words" if self.in_words else "interview_keys", language)

    def command(self, line: str) -> Command | None:
        """The command on this line; None if it is an answer, or should be."""
        plain_line = normalise(line)
        letter = self.in_words and len(plain_line) == 1 and plain_line.isalpha()
        return None if letter or plain_line in self.taken else command(line)

    def show(self, heading: str) -> None:
        """Show a heading, the question and its options."""
        show(heading)
        show(self.model.localized(self.signal.question, self.language))
        if self.signal.number is not None:
            unit = self.model.localized(self.signal.number.unit, self.language)
            example = message("example_years", self.language)
            key = "interview_number_or_years" if _fits(self.signal, example) else "interview_number"
            show(message(key, self.language, unit=unit, example=example), "  ")
            return
        for number, label in enumerate(self.labels, start=1):
            show(label, f"{number:>3}  " if self.numbered else "  -  ", "     ")
        if not self.numbered:
            show(message("interview_type_label", self.language))
        if self.taken:
            show(self.keys)  # they may differ from those of the other questions

    def understood(self, line: str) -> Answer:
        """Find a line's answer: an option's number, then its id or label, then the start of a word in one label.

        Raises:
            NoSuchOption: it has none.

        """
        chosen = position(line, len(self.labels)) if self.numbered else None
        if chosen is not None:
            return Answer(self.signal.options[chosen].id, "asked")
        try:
            return match(self.signal, line, "asked", tell=self.tell, day=streams.today())
        except NoSuchOption:
            meant = self.meant(line)
            if len(meant) != 1:
                raise
            return Answer(self.signal.options[meant[0]].id, "asked")

    def meant(self, line: str) -> list[int]:
        """Indices of the options that a line fits: those that say yes or no as it does, or have it in their label."""
        part = normalise(line)
        alike = [at for at, label in enumerate(self.labels) if part in yes_or_no(loosely(label).partition(" ")[0])]
        within = (at for at, label in enumerate(self.labels) if f" {part}" in f" {normalise(label)}")
        return alike or [at for at in within if len(part) > 1]

    def tell(self, note: Message) -> None:
        """Show how an answer was read."""
        show(note.text(self.language))

    def not_understood(self, line: str, why: Message) -> None:
        """Show which answers are possible, and for a number why it is not one of them."""
        text, meant = short(line, 40), self.meant(line)
        if meant:
            key = "interview_fits" if self.numbered else "interview_fits_labels"
            fitting = (str(index + 1) if self.numbered else f"“{self.labels[index]}”" for index in meant)
            show(message(key, self.language, text=text, fitting=", ".join(fitting)))
        elif self.signal.number is None:
            key = "interview_not_understood" if self.numbered else "interview_no_such_label"
            show(message(key, self.language, text=text, count=len(self.labels)))
        else:
            sentence = short(why.text(self.language), 240)
            sentence = sentence[0].upper() + sentence[1:]
            low, high = (plain(end, self.language) for end in (self.signal.number.min, self.signal.number.max))
            show(message("interview_not_a_number", self.language, why=sentence, low=low, high=high))

    def said(self, answer: Answer) -> str:
        """An answer in words."""
        if answer.option == DONT_KNOW:
            return message("dont_know", self.language)
        label = next(option.label for option in self.signal.options if option.id == answer.option)
        text = self.model.localized(label, self.language)
        return text if answer.number is None else f"{plain(answer.number, self.language)} ({text})"


def _fits(signal: Signal, text: str) -> bool:
    """Whether a signal takes a text as its answer."""
    try:
        return match(signal, text, "asked").number is not None
    except NoSuchOption:
        return False
