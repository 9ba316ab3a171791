"""The subject's earlier assessment: offered in the interview, shown beside the result, and joined by the new one."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stagecli.answers import Answers
from stagecli.assessment import stored
from stagecli.classifier import Classifier
from stagecli.cli import streams
from stagecli.cli.errors import print_error
from stagecli.cli.history_path import place
from stagecli.escaping import visible
from stagecli.messages import message

if TYPE_CHECKING:
    from stagecli.assessment import Assessment


class Earlier:
    """The history of one subject, as `assess` needs it; nothing is opened for who has no name."""

    def __init__(
        self,
        classifier: Classifier,
        name: str | None,
        language: str,
        db: Path | None,
        *,
        save: bool,
        read: Iterable[Path | None],
    ) -> None:
        self._language = language
        self._path = place(db) if name and (save or db is not None or place(db).exists()) else None
        self._save = save
        self._latest: Assessment | None = None
        self.answers: Answers = {}
        """Of the latest earlier assessment, those that still fit the model."""
        if self._path is None or name is None:
            return
        for output in read:
            streams.guard({"-o": output}, str(self._path))
        self._latest = self._found(self._path, name, classifier.model.id)
        if self._latest is not None:
            fitting = classifier.refit(stored(self._latest)).answers
            self.answers = {signal: replace(answer, origin="asked") for signal, answer in fitting.items()}

    def beside(self, result: "Assessment") -> "Assessment":
        """The result with what changed since the last one by the same ladder."""
        if self._latest is None:
            return result
        from stagecli.comparison import with_previous

        return with_previous(result, self._latest)

    def save(self, result: "Assessment") -> None:
        """Save the result, if that was asked for.

        Raises:
            HistoryError: it could not be saved.

        """
        if self._save and self._path is not None:
            from stagecli.history import History

            with History(self._path) as history:
                history.save([result])
            print_error(visible(message("history_saved", self._language, subject=result.subject)))

    def _found(self, path: Path, name: str, model: str) -> "Assessment | None":
        """The latest assessment; who does not save is not stopped by a history that cannot be read."""
        from stagecli.history import History, HistoryError

        if not self._save and not path.exists():
            return None
        try:
            with History(path, create=self._save) as history:
                found = history.of(name, 1, model)
        except HistoryError as error:
            if self._save:
                raise  # before anybody is asked anything
            print_error(visible(message("history_unused", self._language, reason=error.text(self._language))))
            return None
        return found[0] if found else None
