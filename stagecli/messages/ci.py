"""Why CI files give no measure: short clauses that follow "not measurable:"."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "reason.no_ci": (
        "there are no CI files",
        "δεν υπάρχουν αρχεία CI",
    ),
    "reason.ci_unclear": (
        "the CI files do not show when tests run",
        "από τα αρχεία CI δεν φαίνεται πότε τρέχουν τα τεστ",
    ),
    "reason.no_release_job": (
        "the CI files do not show when something is published or deployed",
        "από τα αρχεία CI δεν φαίνεται πότε δημοσιεύεται κάτι ή γίνεται deploy",
    ),
}
"""English and Greek, side by side."""
