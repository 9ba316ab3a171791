"""The bundled ladders: YAML files, each beside its compiled form, from which start-up reads neither YAML nor rules.

`UPDATE_GOLDEN=1 pytest tests/test_bundled.py` compiles them anew.
"""

import zlib
from pathlib import Path

import msgspec
from msgspec import Struct

from stagecli.model import Model

BUNDLED = ("social-media", "software-delivery")
"""Names of the bundled ladders, usable wherever a model file is; the first is the default."""


class Compiled(Struct, frozen=True):
    """The contents of a ladder's compiled form."""

    checksum: int
    """CRC-32 of the YAML file: enough to notice an edit, and at start-up far quicker to load than SHA-256."""
    model: Model


def bundled_path(name: str) -> Path:
    """The path of a bundled ladder: inside an installed package, or beside it in a checkout."""
    if name not in BUNDLED:
        raise KeyError(name)
    package = Path(__file__).parent.parent
    if name != BUNDLED[0]:
        return package / "ladders" / f"{name}.yaml"
    inside = package / "stages.yaml"
    return inside if inside.exists() else package.parent / "stages.yaml"


def compiled_path(name: str) -> Path:
    """The path of a bundled ladder's compiled form."""
    return Path(__file__).parent.parent / "ladders" / f"{name}.msgpack"


def compiled(data: bytes, model: Model) -> bytes:
    """The compiled form of a sound model with these bytes of YAML."""
    return msgspec.msgpack.encode(Compiled(zlib.crc32(data), model))


def compiled_model(name: str) -> Model | None:
    """The model of a bundled ladder from its compiled form; None if that is missing, or was made from other YAML."""
    try:
        found = msgspec.msgpack.decode(compiled_path(name).read_bytes(), type=Compiled)
        data = bundled_path(name).read_bytes()
    except (OSError, msgspec.DecodeError):
        return None
    return found.model if found.checksum == zlib.crc32(data) else None
