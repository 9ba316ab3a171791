"""Error messages of the commands for people who write ladders."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "no_language_code": ("--lang: '{given}' is no language code of two or three letters, such as en or el.", None),
    "input_ended_nothing_written": ("The input ended; nothing was written.", None),
    "there_already": ("'{file}' is there already, and stays as it is. Name another file.", None),
    "cannot_be_written": ("'{file}' cannot be written: {why}.", None),
    "could_not_be_written": ("'{file}' could not be written: {why}.", None),
    "no_cases_table": ("--label, --id and --map are about a table: name it with --cases.", None),
    "no_cases": ("There are no cases in {file}. Add `cases` to it, or name labelled subjects with --cases.", None),
    "stage_number_or_name": ("{near} Or a number from 1 to {count}, or a name.", None),
    # Fitting
    "not_above_zero": ("{flag}: '{given}' is not a number above 0, such as 10.", None),
    "too_few_labelled": (
        "{count} labelled subjects are too few to tell whether a fitted model is better. At least {fewest} are needed.",
        None,
    ),
    "labels_of_one_stage": ("All labels are of one stage, so nothing can be learned of what tells stages apart.", None),
    "fitted_no_better": (
        "Nothing was written: on subjects that it did not learn from, the fitted model is no better. The log loss "
        "{changes}. More labelled subjects may show more.",
        None,
    ),
    "fitted_no_better_than_guessing": (
        "Nothing was written: on subjects that it did not learn from, the fitted model knows no more than guessing. "
        "Its log loss is {loss}, that of guessing {guessing}. Are the labels right?",
        None,
    ),
    "frequencies_shared": ("these frequencies are shared through an alias, so they cannot be fitted apart", None),
    "write_options_out": ("Write the options out, then fit again.", None),
    "numbers_shared": (
        "some of its numbers are shared through anchors and aliases, so they cannot be fitted apart",
        None,
    ),
    "write_numbers_out": ("Write them out, then fit again.", None),
}
"""English and Greek, side by side; entries without Greek are in English for everybody."""
