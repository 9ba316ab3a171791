"""What this installation is fastest with: arrays where NumPy is there, lists elsewhere; the results are the same."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from stagecli.authoring.population import PlainPopulation, Population
from stagecli.classifier import Classifier
from stagecli.classifier.questions import expected_information_gain


def the_population() -> type[Population]:
    """The kind of population that this installation is fastest with."""
    if find_spec("numpy") is None:
        return PlainPopulation
    from stagecli.authoring.population_arrays import ArrayPopulation

    return ArrayPopulation


def the_gains() -> Callable[[Classifier, Sequence[Mapping[str, str]]], list[dict[str, float]]]:
    """`expected_information_gain` for many at once, the way that this installation is fastest with."""
    if find_spec("numpy") is None:
        return lambda classifier, many: [expected_information_gain(classifier, answers) for answers in many]
    from stagecli.authoring.population_arrays import expected_information_gains

    return expected_information_gains
