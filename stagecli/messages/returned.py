"""Messages about returned answers, and about the list of references by which their subjects are known."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # What is read
    "several_inputs": (
        "Name one INPUT. Only returned answers are read from several files at once, and a table has to be named alone.",
        "Δώστε ένα αρχείο (INPUT). Πολλά αρχεία μαζί διαβάζονται μόνο αν είναι απαντήσεις που σας έστειλαν· ένας "
        "πίνακας δίνεται μόνος του.",
    ),
    "no_such_file": ("there is no such file", "δεν υπάρχει τέτοιο αρχείο"),
    "nothing_returned": (
        "There are no returned answers in '{folder}'. They end in .json, .yaml, .eml or .txt. {others}",
        "Δεν υπάρχουν απαντήσεις στο «{folder}». Τα αρχεία τους τελειώνουν σε .json, .yaml, .eml ή .txt. {others}",
    ),
    "returned_unneeded": (
        "{flag} is for tables: files of returned answers say themselves what is in them. Leave it out.",
        "Το {flag} αφορά πίνακες· τα αρχεία με απαντήσεις που σας έστειλαν δεν το χρειάζονται. Παραλείψτε το.",
    ),
    "answers_no_table": (
        "{file} holds the answers of one subject, not a table. 'stagecli batch' and 'assess --answers' read it.",
        "Το {file} έχει τις απαντήσεις μίας επιχείρησης και όχι πίνακα. Το διαβάζουν τα «stagecli batch» και "
        "«assess --answers».",
    ),
    "trust_in_table": (
        "--references and --trust-names are for returned answers. In a table, --id names the column of the subjects.",
        "Τα --references και --trust-names αφορούν απαντήσεις που σας έστειλαν. Σε πίνακα, το --id ορίζει τη στήλη με "
        "τα ονόματα.",
    ),
    # What is not
    "returned_not_read": (
        "Not read, since they are not returned answers: {count} ({names}).",
        "Δεν διαβάστηκαν, επειδή δεν είναι απαντήσεις: {count} ({names}).",
    ),
    "returned_copies": (
        "Copies of another file, which count once: {count} ({names}).",
        "Αντίγραφα άλλου αρχείου, που μετρούν μία φορά: {count} ({names}).",
    ),
    "returned_unfit": (
        "Files with answers that no longer fit the ladder, and were left out: {count} ({names}). Questions: {signals}.",
        "Αρχεία με απαντήσεις που δεν ταιριάζουν πια στην κλίμακα και παραλείφθηκαν: {count} ({names}). Ερωτήσεις: "
        "{signals}.",
    ),
    # Why a file is rejected
    "returned_unreadable": ("it cannot be read: {why}", "δεν διαβάζεται: {why}"),
    "returned_line": ("line {line}: {reason}", "γραμμή {line}: {reason}"),
    "returned_more": ("{reason}; and {count} more mistakes", "{reason}· και άλλα λάθη: {count}"),
    "returned_contradicts": (
        "'{file}' has other answers of the same subject at the same moment",
        "το «{file}» έχει άλλες απαντήσεις της ίδιας επιχείρησης για την ίδια στιγμή",
    ),
    "returned_contradicts_hint": (
        "Ask which of the two is right, and take the other one away.",
        "Ρωτήστε ποιο από τα δύο ισχύει και αφαιρέστε το άλλο.",
    ),
    "reference_unknown": (
        "its reference '{given}' is not on the list {file}",
        "ο κωδικός «{given}» δεν είναι στον κατάλογο {file}",
    ),
    "reference_of_others": (
        "it has no reference, and claims the name '{subject}', which is on the list {file}",
        "δεν έχει κωδικό, και δηλώνει το όνομα «{subject}», που είναι στον κατάλογο {file}",
    ),
    "reference_missing": ("it has no reference", "δεν έχει κωδικό"),
    "reference_missing_hint": (
        "If the name that it claims is right, add --trust-names.",
        "Αν το όνομα που δηλώνει είναι σωστό, προσθέστε --trust-names.",
    ),
    # Saving
    "history_only_claimed": (
        "Neither saved in the history nor compared with it, since only the files say whose answers they are: {count}. "
        "Name the list of references with --references or, if the names are right, add --trust-names.",
        "Δεν αποθηκεύτηκαν στο ιστορικό ούτε συγκρίθηκαν με αυτό, επειδή το όνομα το λέει μόνο το αρχείο: {count}. "
        "Δώστε τον κατάλογο κωδικών με --references ή, αν τα ονόματα είναι σωστά, προσθέστε --trust-names.",
    ),
    # The list of references
    "references_unreadable": (
        "The list of references '{file}' cannot be read: {why}.",
        "Ο κατάλογος κωδικών «{file}» δεν διαβάζεται: {why}.",
    ),
    "references_column": ("there is no column '{column}'", "δεν υπάρχει στήλη «{column}»"),
    "references_no_subject": ("there is no name", "δεν υπάρχει όνομα"),
    "references_empty": ("there is no reference", "δεν υπάρχει κωδικός"),
    "references_empty_hint": (
        "Take the line out: 'stagecli questionnaire --for' gives its subject a new one.",
        "Αφαιρέστε τη γραμμή: το «stagecli questionnaire --for» θα δώσει νέο κωδικό.",
    ),
    "references_none": ("'{given}' is not a reference", "το «{given}» δεν είναι κωδικός"),
    "references_none_hint": (
        "A reference has only lower-case letters a-z and digits.",
        "Ένας κωδικός έχει μόνο πεζά γράμματα a-z και ψηφία.",
    ),
    "references_twice": (
        "the reference '{given}' is on line {line} already",
        "ο κωδικός «{given}» υπάρχει ήδη στη γραμμή {line}",
    ),
    # Pages to send
    "pages_no_name": ("nobody is named in this row", "δεν υπάρχει όνομα σε αυτή τη γραμμή"),
    "pages_name_twice": ("'{name}' is in row {row} already", "το όνομα «{name}» υπάρχει ήδη στη γραμμή {row}"),
    "pages_nearly": (
        "These names differ only in case, accents or spaces; each has a page of its own: {names}.",
        "Αυτά τα ονόματα διαφέρουν μόνο σε κεφαλαία, τόνους ή κενά· το καθένα έχει δική του σελίδα: {names}.",
    ),
    "pages_nobody": ("'{file}' names nobody.", "Το «{file}» δεν έχει κανένα όνομα."),
    "pages_written": (
        "Pages written to '{folder}': {count}. The list of their references is '{list}': keep it to yourself, and "
        "never publish it. When answers come back: stagecli batch RETURNED --references {quoted}",
        "Σελίδες στον φάκελο «{folder}»: {count}. Ο κατάλογος με τους κωδικούς τους είναι «{list}»: κρατήστε τον για "
        "εσάς και μην τον δημοσιεύσετε ποτέ. Όταν έρθουν απαντήσεις: stagecli batch ΦΑΚΕΛΟΣ --references {quoted}",
    ),
}
