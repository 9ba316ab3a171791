"""Model files: YAML text to a sound `Model`, or every problem at once.

- `load_model` is what most callers need;
- `bundled` names the ladders that come with the program, and has them compiled;
- `parsed` is for work on a file itself, however broken it is;
- `rules`, `structure` and `languages` are what a file is held to.
"""

import os

from stagecli.classifier import Classifier
from stagecli.errors import ModelError
from stagecli.model_file.bundled import BUNDLED, compiled_model


def load_model(source: str | os.PathLike[str] = BUNDLED[0]) -> Classifier:
    """Load a model from a file, or a bundled one by its name, and compile it.

    Raises:
        ModelError: the file is not sound; lists all its problems.
        UsageError: there is no such file or bundled model.

    """
    name = os.fspath(source)
    model = compiled_model(name) if name in BUNDLED else None
    if model is None:
        from stagecli.model_file.parsed import read_model_file

        parsed = read_model_file(source)
        if parsed.model is None:
            raise ModelError(parsed.problems)
        model = parsed.model
    return Classifier(model)
