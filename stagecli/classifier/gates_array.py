"""Gates over whole columns of answers: where a signal does not apply, as `classifier.gates` has it for one subject."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from stagecli.classifier import Classifier

Mask: TypeAlias = npt.NDArray[np.bool_]


class ClosedGates:
    """Finds the closed gates of a model. Codes are as in `kernel`: the option's index, or one more for no answer."""

    def __init__(self, classifier: Classifier) -> None:
        self._order = classifier.order
        self._closes = {
            signal: {
                on: np.array([*(option not in options for option in classifier.score[on]), False])
                for on, options in gate.items()
            }
            for signal, gate in classifier.gates.items()
            if gate
        }
        """For a signal with a gate: by code of each signal that it hangs on, whether that closes it."""

    def __call__(self, codes: Mapping[str, npt.NDArray[Any]]) -> dict[str, Mask]:
        """For each signal whose gate is closed somewhere: where."""
        closed: dict[str, Mask] = {}
        for signal in self._order:
            for on, closes in self._closes.get(signal, {}).items():
                masks = [mask for mask in (closed.get(signal), closed.get(on)) if mask is not None]
                if on in codes:
                    masks.append(closes.take(codes[on]))
                if masks:
                    closed[signal] = np.logical_or.reduce(masks)
        return {signal: mask for signal, mask in closed.items() if mask.any()}
