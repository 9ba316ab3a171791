"""What `stagecli observe` says of eight public projects, named before they were measured.

    python -m tests.field.observe FOLDER

FOLDER has a clone of each, named `owner+name` or `owner+name/repo`. Each is measured as of the day of its newest
commit, so that old clones are not taken for projects that ended. Nothing in the program is fitted to what comes out.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from stagecli.model_file import load_model
from stagecli.observe import Scope, observe
from stagecli.observe.git.reading import opened
from stagecli.observed import observed_answers

PROJECTS = {
    "pallets/flask": "a library with pull requests",
    "changesets/changesets": "a monorepo of twenty packages",
    "alphagov/publishing-api": "a public service, released by machine",
    "openstack/ironic": "reviewed in Gerrit, released in cycles",
    "BurntSushi/ripgrep": "in Rust",
    "lobsters/lobsters": "a service without tags",
    "rollup/plugins": "many packages, each with tags of its own",
    "ventoy/Ventoy": "hardly any tests",
}
"""The first four were looked at when measures were designed, the others were not."""


def lines(where: Path) -> Iterator[str]:
    """What is measured of one clone, and what follows for the ladder of software delivery."""
    with opened(where) as reader:
        repository = reader.repository()
    newest = repository.commits[repository.main[0]].landed
    found = observe([str(where)], Scope(now=datetime.fromtimestamp(newest, UTC)))
    for measure, each in found.measures.items():
        counted = f" ({each.counted})" if each.counted else ""
        yield f"  {measure.removeprefix('git.'):<24} {each.reason if each.value is None else each.value}{counted}"
    model = load_model("software-delivery").model
    for signal, answer in observed_answers(model, found.values()).items():
        yield f"  -> {signal}: {' or '.join(answer.agreeing) or 'no answer'}"
    for note in found.sources[0].notes:
        yield f"  note {note.key} {dict(note.values)}"


def main(folder: Path) -> None:
    """Print what is measured of each."""
    for name, kind in PROJECTS.items():
        where = folder / name.replace("/", "+")
        where = where / "repo" if (where / "repo").exists() else where
        sys.stdout.write("\n".join([f"{name} ({kind})", *lines(where)]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
