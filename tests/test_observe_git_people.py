"""Who is a program, and which names are one person's."""

from itertools import permutations

import pytest

from stagecli.observe.git.history import Person
from stagecli.observe.git.people import Identities, is_bot, is_dependency_bot, is_forge, reviewers


@pytest.mark.parametrize(
    ("name", "email", "of_dependencies"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", True),
        ("Renovate Bot", "bot@renovateapp.com", True),
        ("WhiteSource Renovate", "bot@renovateapp.com", True),
        ("pyup-bot", "github-bot@pyup.io", True),
        ("greenkeeperio-bot", "support@greenkeeper.io", True),
        ("scala-steward", "me@scala-steward.org", True),
        ("Ann", "renovate@ames.example", True),
        ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com", False),
        ("GitHub Actions", "actions@github.com", False),
        ("k8s-ci-robot", "k8s@example.com", False),
        ("OpenStack Proposal Bot", "openstack-infra@lists.openstack.org", False),
        ("PyTorch MergeBot", "pytorchmergebot@users.noreply.github.com", False),
        ("Zuul", "zuul@review.opendev.org", False),
        ("Jenkins", "build@example.com", False),
        ("project", "project_12_bot_f00@noreply.gitlab.com", False),
        ("bors[bot]", "26634292+bors[bot]@users.noreply.github.com", False),
    ],
)
def test_programs_are_known_by_name_or_address(name: str, email: str, of_dependencies: bool) -> None:
    assert is_bot(Person(name, email))
    assert is_dependency_bot(Person(name, email)) is of_dependencies


@pytest.mark.parametrize(
    ("name", "email"),
    [("Tony Abbot", "tony.abbot@example.com"), ("Bottom", "bottom@example.com"), ("Ann Jenkins", "jenkins@a.example"),
     ("Talbot", "talbot@example.com"), ("Eva Mendez", "eva@snyk.io"), ("Boris Borsch", "bors@example.com"),
     ("Roboto Smith", "roboto@example.com"), ("", "")],
)  # fmt: skip
def test_people_are_no_programs(name: str, email: str) -> None:
    assert not is_bot(Person(name, email))


def test_a_forge_is_known_by_its_address() -> None:
    assert is_forge(Person("GitHub", "noreply@github.com"))
    assert is_forge(Person("GitLab", "someone@example.com"))
    assert not is_forge(Person("Ann", "1+ann@users.noreply.github.com"))


def test_equal_names_and_equal_addresses_are_one_person_in_any_order() -> None:
    names = [
        Person("Ann Ames", "ann@work.example"),
        Person("ann  ames", "ann@home.example"),
        Person("aames", "Ann@Home.example"),
        Person("Ben Bell", "ben@bell.example"),
    ]
    for people in permutations(names):
        identities = Identities(people)
        one, two, three, other = map(identities.of, names)
        assert one == two == three != other


def test_a_number_before_an_address_of_the_forge_makes_nobody_else() -> None:
    old, new = Person("Ann", "ann@users.noreply.github.com"), Person("aa", "77+ann@users.noreply.github.com")
    identities = Identities([old, new])
    assert identities.of(old) == identities.of(new)


def test_names_and_addresses_that_many_have_join_nobody() -> None:
    people = [Person("root", "ann@ames.example"), Person("root", "ben@bell.example"), Person("Cat", "root@localhost"),
              Person("Dan", "root@localhost"), Person("Eve", "info@team.example"), Person("Fay", "info@team.example"),
              Person("", ""), Person("root", "")]  # fmt: skip
    identities = Identities(people)
    assert len({identities.of(person) for person in people}) == 8


def test_whoever_is_met_later_is_known_by_name_or_address() -> None:
    ann = Person("Ann Ames", "ann@ames.example")
    identities = Identities([ann])
    assert identities.of(Person("A. Ames", "ann@ames.example")) == identities.of(ann)
    assert identities.of(Person("Ann Ames", "")) == identities.of(ann)
    assert identities.of(Person("Ben", "ben@bell.example")) != identities.of(ann)


def test_reviewers_are_those_who_approved() -> None:
    trailers = ["Reviewed-by: Ben Bell <ben@bell.example>", "acked-by:  Cat", "Signed-off-by: Dan <d@d.example>",
                "Approved-By: <e@e.example>", "no trailer", ": "]  # fmt: skip
    assert reviewers(trailers) == [("Ben Bell", "ben@bell.example"), ("Cat", ""), ("", "e@e.example")]
