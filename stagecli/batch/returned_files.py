"""The files of returned answers as an input: those of folders, and those named one by one."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from stagecli.answers_file import MAX_MAIL
from stagecli.batch.inputs import TABLES, Fingerprint, Kind
from stagecli.errors import Message, UsageError, reason

READ = (".json", ".yaml", ".yml", ".eml", ".txt")
"""How the names of files end that are read in a folder."""
_FEW = 3  # file names in a note


class Trust(Struct, frozen=True):
    """Whom to believe about the subject of a returned file."""

    references: Mapping[str, str] | None = None
    """The subject of each reference that was given out; None if there is no list."""
    file: str = ""
    """The list's file name."""
    names: bool = False
    """Whether to believe a file without a reference, whatever name it claims."""


class ReturnedFiles:
    """The files, by their names; nothing else is looked at before they are read."""

    kind: Kind = "answers"
    size: int | None = None
    position = 0

    def __init__(self, sources: Sequence[str]) -> None:
        """List the files; those of a folder in the order of their names.

        Raises:
            UsageError: a folder cannot be read, a file does not exist or is a table, or there is none.
        """
        self.name = ", ".join(sources[:_FEW]) + ", …" * (len(sources) > _FEW)
        self._several = len(sources) > 1
        self.paths: dict[str, Path] = {}
        """Each file by its name: as the user gave it, or as it is in the only folder."""
        self.left_out: list[str] = []
        """The names of what lies in the folders and is not read."""
        self.trust: Trust | None = None
        """Whom to believe about their subjects; None if the user said nothing of it."""
        for source in sources:
            path = Path(source)
            if path.is_dir():
                self._list(path)
            elif source == "-" or path.suffix.lower() in (*TABLES, ".gz", ".zst"):
                raise UsageError("several_inputs")
            elif not path.exists():
                raise UsageError("input_unreadable", file=source, why=Message("no_such_file"))
            else:
                self.paths[source] = path
        if not self.paths:
            raise UsageError("nothing_returned", folder=self.name, others=self.not_read())

    @property
    def fingerprint(self) -> Fingerprint:
        """As of an input: it differs once a file is added, removed or changed, or another subject is believed."""
        states = [(name, path.stat()) for name, path in self.paths.items() if path.exists()]
        seen = repr([self.trust, *((name, state.st_size, state.st_mtime_ns) for name, state in states)]).encode()
        return Fingerprint(sum(state.st_size for _, state in states), int.from_bytes(sha256(seen).digest()[:6]))

    def at(self, place: int) -> str:
        """A file's path, as errors name it."""
        return str([*self.paths.values()][place - 1])

    def not_read(self) -> Message | None:
        """What lies in the folders and is not read, as a sentence."""
        return counted("returned_not_read", self.left_out)

    def files(self) -> Iterator[tuple[int, str, bytes | Message]]:
        """Each file's number, name and bytes, at most one byte more than the limit; otherwise why it cannot be read."""
        for number, (name, path) in enumerate(self.paths.items(), start=1):
            try:
                with path.open("rb") as file:
                    data: bytes | Message = file.read(MAX_MAIL + 1)
            except OSError as error:
                data = reason(error)
            yield number, name, data

    def close(self) -> None:
        """Do nothing: no file is left open."""

    def _list(self, folder: Path) -> None:
        try:
            found = sorted(folder.iterdir())
        except OSError as error:
            raise UsageError("input_unreadable", file=folder, why=reason(error)) from None
        for path in found:
            name = str(path) if self._several else path.name
            if path.suffix.lower() in READ and not path.name.startswith(".") and _is_file(path):
                self.paths[name] = path
            else:
                self.left_out.append(name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may be listed, but not entered
        return False


def counted(key: str, names: Sequence[str], **values: object) -> Message | None:
    """A sentence about some files that names a few of them; None if there are none."""
    listed = ", ".join(names[:_FEW]) + ", …" * (len(names) > _FEW)
    return Message(key, count=len(names), names=listed, **values) if names else None
