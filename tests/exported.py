"""An export in memory, for tests of its reader."""

import json
from collections.abc import Mapping
from typing import Any

from stagecli.observe.exports.events import Account
from stagecli.observe.exports.export import Export
from stagecli.observe.exports.reader import ExportReader


class Files(Export):
    """Files by path; one that is neither text nor bytes is written as JSON."""

    def __init__(self, files: Mapping[str, Any], *, single: bool = False) -> None:
        self.paths = tuple(files)
        self.newest, self.left_out, self.single = None, 0, single
        self._files = files

    def read(self, path: str) -> bytes:
        found = self._files[path]
        text = found if isinstance(found, str | bytes) else json.dumps(found)
        return text.encode() if isinstance(text, str) else text


def account(reader: ExportReader, files: Mapping[str, Any], *, single: bool = False) -> Account:
    """What a reader makes of one export."""
    (found,) = reader.read([Files(files, single=single)])
    return found
