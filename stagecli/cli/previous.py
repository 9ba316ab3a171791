"""Loads a subject's last assessment, and saves the new one."""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stagecli.answers import Answers
from stagecli.assessment import stored, subject_name
from stagecli.classifier import Classifier
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.history_path import place, tell_of_names
from stagecli.dates import in_order
from stagecli.errors import UsageError
from stagecli.escaping import visible
from stagecli.messages import message

if TYPE_CHECKING:
    from stagecli.assessment import Assessment
    from stagecli.history import History


class SubjectHistory:
    """One subject's history for `assess`; opens no file when the subject is unnamed."""

    def __init__(
        self,
        classifier: Classifier,
        name: str | None,
        language: str,
        db: Path | None,
        *,
        claimed: bool,
        asking: bool,
        save: bool,
        read: Iterable[Path | None],
    ) -> None:
        """Look the subject up.

        Args:
            classifier: the compiled model in use.
            name: the subject's name; None if unnamed.
            language: language of the messages.
            db: the history file, if the user named one.
            claimed: whether only the answers file names the subject, not the user.
            asking: whether the user can be asked.
            save: whether the new assessment will be saved.
            read: output files, which cannot also be the history.

        """
        self._classifier = classifier
        self._model = classifier.model
        self._language = language
        self._path = place(db) if name and (save or db is not None or place(db).exists()) else None
        self._save = save
        self._earlier: list[Assessment] = []
        self.name = name
        """The subject's name, after the user chose between similar ones."""
        self.answers: Answers = {}
        """Answers of the latest earlier assessment that still fit the model."""
        if self._path is None or name is None:
            return
        for output in read:
            streams.guard({"-o": output}, str(self._path))
        self._look_up(self._path, name, claimed=claimed, asking=asking)
        if self._earlier:
            fitting = classifier.refit(stored(self._earlier[-1])).answers
            self.answers = {signal: replace(answer, origin="asked") for signal, answer in fitting.items()}

    def beside(self, result: "Assessment") -> "Assessment":
        """Add to the result what changed since the last earlier one by the same ladder."""
        before = [each for each in self._earlier if in_order(each.time) <= in_order(result.time)]
        if not before:
            return result
        from stagecli.comparison import with_previous

        return with_previous(result, before[-1], self._model, self._classifier)

    def save(self, result: "Assessment") -> None:
        """Save the result, if the user asked for it.

        Raises:
            HistoryError: it could not be saved.

        """
        if self._save and self._path is not None:
            from stagecli.history import History

            with History(self._path) as history:
                key = "history_saved" if history.save([result], self._model).assessments else "history_saved_already"
            print_error(visible(message(key, self._language, subject=self.name)))

    def _look_up(self, path: Path, name: str, *, claimed: bool, asking: bool) -> None:
        """Load the earlier assessments; an unreadable history is an error only if the result is to be saved."""
        from stagecli.history import History
        from stagecli.history.file import HistoryError

        if not self._save and not path.exists():
            return
        try:
            with History(path, create=self._save) as history:
                tell_of_names(history, self._language)
                self.name = name = self._meant(history, name, claimed=claimed, asking=asking)
                found = history.of(name, ladder=self._model.id)
        except HistoryError as error:
            if self._save:
                raise  # before any question is asked
            print_error(visible(message("history_unused", self._language, reason=error.text(self._language))))
            return
        self._earlier = [each.assessment for each in found]

    def _meant(self, history: "History", name: str, *, claimed: bool, asking: bool) -> str:
        """The name under which the subject is known; similar subjects are never joined without asking."""
        if history.count_of(name):
            if claimed and self._save and not (asking and self._are_theirs(name)):
                raise UsageError("only_the_file_says", subject=name, name=shlex.quote(subject_name(name)))
            return name
        nearly = history.nearly(name)
        if not nearly:
            return name
        if asking:
            from stagecli.cli.prompt import choose

            return choose(message("history_which", self._language, subject=name), nearly, self._language) or name
        print_error(visible(message("history_nearly", self._language, subject=name, names=", ".join(nearly))))
        return name

    def _are_theirs(self, name: str) -> bool:
        """Whether the user says that the answers are this subject's."""
        from stagecli.cli.prompt import agreed

        return agreed(message("history_claimed", self._language, subject=name))
