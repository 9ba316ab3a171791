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
    "not_above_zero": (
        "{flag}: '{given}' is not a number above 0, such as 10.",
        "{flag}: «{given}» δεν είναι αριθμός πάνω από το 0, όπως το 10.",
    ),
    "too_few_labelled": (
        "{count} labelled subjects are too few to tell whether a fitted model is better. At least {fewest} are needed.",
        "Γνωστό στάδιο έχουν μόνο {count} περιπτώσεις: πολύ λίγες για να φανεί αν το νέο μοντέλο είναι καλύτερο. "
        "Χρειάζονται τουλάχιστον {fewest}.",
    ),
    "labels_of_one_stage": (
        "All labels are of one stage, so nothing can be learned of what tells stages apart.",
        "Όλες οι περιπτώσεις είναι στο ίδιο στάδιο, άρα δεν δείχνουν τι ξεχωρίζει τα στάδια μεταξύ τους.",
    ),
    "label_contradicts": (
        "{who} is labelled {stage}, which requires {signal}: {allowed}, but the answer is {option}",
        "{who}: το στάδιο που δηλώθηκε, {stage}, απαιτεί {signal}: {allowed}, αλλά η απάντηση είναι {option}",
    ),
    "nameless": ("a subject without a name", "περίπτωση χωρίς όνομα"),
    "mend_label_or_force": (
        "Mend the label, the answer or the stage's `requires`; --force leaves the row in.",
        "Διορθώστε το στάδιο, την απάντηση ή το `requires` του σταδίου· με --force η γραμμή μετράει όπως είναι.",
    ),
    "contradictions_left_in": (
        "With --force, labels stay in that contradict what their stage requires. They count as missed; all "
        "probabilities are judged as if nothing were required, so that these labels do not outweigh the others.",
        "Με --force μετράνε και οι γραμμές όπου η απάντηση αντιφάσκει με όσα απαιτεί το στάδιο που δηλώθηκε. "
        "Θεωρούνται αποτυχίες· όλες οι πιθανότητες κρίνονται σαν να μην υπήρχαν απαιτήσεις, ώστε οι λίγες αυτές "
        "γραμμές να μην υπερισχύουν των υπολοίπων.",
    ),
    "fitted_not_written": ("Nothing was written: {why}", "Δεν γράφτηκε τίποτα: {why}"),
    "fitted_by_force": ("Written because of --force, although {why}", "Γράφτηκε λόγω του --force, αν και {why}"),
    "fitted_no_better": (
        "on subjects that it did not learn from, the fitted model is no better. {change} More labelled subjects may "
        "show more.",
        "σε περιπτώσεις από τις οποίες δεν έμαθε, το νέο μοντέλο δεν είναι καλύτερο. {change} Με περισσότερες "
        "περιπτώσεις γνωστού σταδίου ίσως φανεί διαφορά.",
    ),
    "log_loss_falls": (
        "The log loss falls by {by} nats, give or take {error}.",
        "Η λογαριθμική απώλεια πέφτει κατά {by} nat, με τυπικό σφάλμα {error}.",
    ),
    "log_loss_rises": (
        "The log loss rises by {by} nats, give or take {error}.",
        "Η λογαριθμική απώλεια ανεβαίνει κατά {by} nat, με τυπικό σφάλμα {error}.",
    ),
    "fitted_no_better_than_frequencies": (
        "on subjects that it did not learn from, the fitted model knows no more than how often each stage occurs. Its "
        "log loss is {loss}, that of the labels' frequencies {frequencies}. {hint}",
        "σε περιπτώσεις από τις οποίες δεν έμαθε, το νέο μοντέλο δεν ξέρει περισσότερα από τη συχνότητα κάθε σταδίου. "
        "Η λογαριθμική του απώλεια είναι {loss}, ενώ των συχνοτήτων {frequencies}. {hint}",
    ),
    "are_labels_right": ("Are the labels right?", "Είναι σωστά τα στάδια που δηλώθηκαν;"),
    "try_fit_priors": (
        "Are the labels right? If the stages are as common elsewhere as among these subjects, try --fit-priors.",
        "Είναι σωστά τα στάδια που δηλώθηκαν; Αν τα στάδια είναι και αλλού τόσο συχνά όσο εδώ, δοκιμάστε --fit-priors.",
    ),
    "fitted_at_least": (
        "The fitted {name} ends at its lower bound, {value}: no smaller one is tried, but it might be better.",
        "Η τιμή {name} κατέληξε στο κάτω όριό της, {value}: μικρότερη δεν δοκιμάζεται, ίσως όμως ταίριαζε καλύτερα.",
    ),
    "fitted_at_most": (
        "The fitted {name} ends at its upper bound, {value}: no larger one is tried, but it might be better.",
        "Η τιμή {name} κατέληξε στο πάνω όριό της, {value}: μεγαλύτερη δεν δοκιμάζεται, ίσως όμως ταίριαζε καλύτερα.",
    ),
    "field_test_outdated": (
        "calibration.field_test tells of the numbers before fitting: remove it, or test anew.",
        "Το calibration.field_test αφορά τους αριθμούς πριν από την προσαρμογή: αφαιρέστε το ή ελέγξτε ξανά.",
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
