"""Messages about the columns of tables, and about mapping files."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "columns_alike_to_spark": (
        "{file}: the columns '{one}' and '{other}' differ only in capitals, which are the same to Spark. Rename one.",
        "{file}: οι στήλες «{one}» και «{other}» διαφέρουν μόνο στα κεφαλαία, που για το Spark είναι ίδια. "
        "Μετονομάστε τη μία.",
    ),
    "no_column_for_flag": (
        "{flag}: there is no column '{column}' in {file}. {hint}",
        "{flag}: δεν υπάρχει στήλη «{column}» στο {file}. {hint}",
    ),
    "column_ambiguous": (
        "{flag}: '{column}' may be more than one column of {file}. {hint}",
        "{flag}: το «{column}» ταιριάζει σε περισσότερες στήλες του {file}. {hint}",
    ),
    "sheet_shown": (
        "The sheet '{sheet}' was read. {columns} {others}",
        "Διαβάστηκε το φύλλο «{sheet}». {columns} {others}",
    ),
    "header_shown": (
        "The header is line {line}, with {cells}: {columns}.",
        "Η επικεφαλίδα είναι η γραμμή {line}, με {cells}: {columns}.",
    ),
    "likely_header": (
        "Line {line} looks like the header: name it with --header-row {line}.",
        "Η γραμμή {line} μοιάζει με επικεφαλίδα: δηλώστε το με --header-row {line}.",
    ),
    "one_more_head": (
        "Line {line} belongs to the header, not to a subject.",
        "Η γραμμή {line} ανήκει στην επικεφαλίδα και δεν είναι επιχείρηση.",
    ),
    "two_more_heads": (
        "Lines {one} and {other} belong to the header, not to a subject.",
        "Οι γραμμές {one} και {other} ανήκουν στην επικεφαλίδα και δεν είναι επιχειρήσεις.",
    ),
    "columns_shown": ("Its columns: {columns}.", "Οι στήλες του: {columns}."),
    "two_columns_one_signal": (
        "{file}: the columns '{one}' and '{other}' are both the signal '{signal}'. Choose one with --map "
        "'{other}={signal}', or give both: in each row the first that is not empty counts. {header}",
        "{file}: οι στήλες «{one}» και «{other}» απαντούν και οι δύο στην ερώτηση «{signal}». Διαλέξτε μία με --map "
        "'{other}={signal}' ή δώστε και τις δύο: σε κάθε γραμμή μετρά η πρώτη που δεν είναι κενή. {header}",
    ),
    "no_signal_column": (
        "{file}: no column is a signal of the ladder '{ladder}'. {header} {hint} Name the columns after the signals or "
        "their questions, or say with --map COLUMN=SIGNAL what they are; --write-mapping FILE proposes it.",
        "{file}: καμία στήλη δεν είναι ερώτηση της κλίμακας «{ladder}». {header} {hint} Δώστε στις στήλες για όνομα "
        "τις ερωτήσεις ή τα id τους, ή πείτε τι είναι με --map ΣΤΗΛΗ=ΕΡΩΤΗΣΗ· το --write-mapping FILE το προτείνει.",
    ),
    "signals_listed": ("Signals: {known}.", "Ερωτήσεις: {known}."),
    "date_is_neither": (
        "--date: {why}, and no column of {file} has this name. {hint}",
        "--date: {why}, και καμία στήλη του {file} δεν λέγεται έτσι. {hint}",
    ),
    "not_a_mapping": (
        "--map: '{given}' is not COLUMN=SIGNAL, such as 'How often?=posting'.",
        "--map: το «{given}» δεν έχει τη μορφή ΣΤΗΛΗ=ΕΡΩΤΗΣΗ, όπως 'Πόσο συχνά;=posting'.",
    ),
    "mapped_to_nothing": (
        "--map: there is no signal '{given}'. {hint}",
        "--map: δεν υπάρχει ερώτηση «{given}». {hint}",
    ),
    "mapped_to_split": ("--map: {what}.", "--map: {what}."),
    "batch_further": (
        "Several columns answer {signal}: {columns}. In each row the first that is not empty counts.",
        "Στο {signal} απαντούν περισσότερες στήλες: {columns}. Σε κάθε γραμμή μετρά η πρώτη που δεν είναι κενή.",
    ),
    "column_may_be": (
        "'{column}' may be {signal}: --map '{column}={signal}'.",
        "Το «{column}» ίσως είναι η ερώτηση {signal}: --map '{column}={signal}'.",
    ),
    # Mapping files
    "mapping_unreadable": (
        "The mapping file '{file}' cannot be read: {why}.",
        "Το αρχείο αντιστοίχισης «{file}» δεν διαβάζεται: {why}.",
    ),
    "mapping_starts_with": (
        "Write the headings under `columns:`, as in `Your question: posting`.",
        "Γράψτε τις επικεφαλίδες κάτω από το `columns:`, όπως `Η ερώτησή σας: posting`.",
    ),
    "mapping_exists": (
        "--write-mapping: '{file}' is there already, perhaps with your changes. Name another file, or remove it.",
        "--write-mapping: το «{file}» υπάρχει ήδη, ίσως με δικές σας αλλαγές. Δώστε άλλο όνομα ή διαγράψτε το.",
    ),
    "no_column_of_form": ("there is no such column in {file}", "δεν υπάρχει τέτοια στήλη στο {file}"),
    "column_of_form_ambiguous": (
        "this may be more than one column of {file}",
        "αυτό ταιριάζει σε περισσότερες στήλες του {file}",
    ),
    "cells_left_out": (
        "Cells that are no answers, left out: {count}.",
        "Κελιά που δεν είναι απαντήσεις και έμειναν έξω: {count}.",
    ),
}
"""English and Greek, side by side; entries without Greek are in English for everybody."""
