"""Tags, and the commits that they lead to."""

import re
from collections.abc import Mapping

from stagecli.observe.git.history import Commit, Tag
from stagecli.observe.git.object_contents import MOST_BYTES, contents, described
from stagecli.observe.git.view import View

_MOST_STEPS = 10  # from tag to tag
_TAGGER = re.compile(rb"^tagger .*> (\d{1,18})(?: [+-]\d{4})?$", re.MULTILINE)


def peeled(view: View) -> dict[str, tuple[str, int | None]]:
    """The commit of each tag that leads to one, and its tagger's time if it is annotated; by name.

    Of a tag of a tag the outer one has the time. Tags of files and trees are left out.

    Raises:
        StagecliError: as `View.run`.
    """
    found: dict[str, tuple[str, int | None]] = {}
    left: dict[str, tuple[str, int | None]] = {name: (target, None) for name, target in view.tags.items()}
    for _ in range(_MOST_STEPS):
        if not left:
            break
        targets = list({target: None for target, _ in left.values()})
        kinds = {at.hash: at for at in described(view, targets) if at is not None}
        annotated = [at.hash for at in kinds.values() if at.kind == "tag" and at.size <= MOST_BYTES]
        read = {each: _target(text) for each, text in zip(annotated, contents(view, annotated), strict=True)}
        found |= {name: at for name, at in left.items() if at[0] in kinds and kinds[at[0]].kind == "commit"}
        left = {
            name: (read[target][0], read[target][1] if time is None else time)
            for name, (target, time) in left.items()
            if target in read and read[target][0]
        }
    return found


def _target(text: bytes) -> tuple[str, int | None]:
    """What an annotated tag is of, and its tagger's time."""
    header = text.partition(b"\n\n")[0]
    target = re.match(rb"object ([0-9a-f]+)\n", header)
    tagger = _TAGGER.search(header)
    return target[1].decode() if target else "", int(tagger[1]) if tagger else None


def tags(found: Mapping[str, tuple[str, int | None]], commits: Mapping[str, Commit]) -> tuple[Tag, ...]:
    """Tags by name; one without a tagger has the time when its commit landed."""
    return tuple(
        Tag(_shown(name), commit, commits[commit].landed if time is None else time)
        for name, (commit, time) in sorted(found.items())
        if commit in commits
    )


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
