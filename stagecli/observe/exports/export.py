"""An export as files with paths and contents, whatever it is packed in."""

from stagecli.observe.exports.events import Moment


class Export:
    """The files of one export.

    Attributes:
        paths: of its regular files, with `/` between folders, in the export's own order.
        newest: the newest time that the archive notes of a file, taken as UTC; None for a folder, for a single file,
            and where there is none but 1 January 1980. A file's own time on the disk is never taken.
        left_out: how many files were left out, since their paths lead out of the export or are too long, or since they
            are links.
        single: whether the source is one file rather than an archive or a folder.

    """

    paths: tuple[str, ...]
    newest: Moment | None
    left_out: int
    single: bool

    def read(self, path: str) -> bytes:
        """The contents of a file.

        Raises:
            LookupError: it is not wanted, or not there; without its path, which may name somebody.
            UsageError: it is encrypted, damaged or too large, or too much was read.

        """
        raise NotImplementedError
