"""Why rows of a table are rejected, and what to do about it."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # Cells
    "row_column": ("{column}: {reason}", "{column}: {reason}"),
    "row_also": (
        "{reason}; also '{value}' for '{column}'",
        "{reason}· επίσης «{value}» στη στήλη «{column}»",
    ),
    "row_no_answer": (
        "there is no answer to go by: everything is empty, not known or not applicable",
        "δεν υπάρχει απάντηση για να βγει στάδιο: όλα είναι κενά, άγνωστα ή δεν αφορούν",
    ),
    "row_no_answer_hint": (
        "Answer at least one question that applies.",
        "Απαντήστε τουλάχιστον σε μία ερώτηση που αφορά αυτή την περίπτωση.",
    ),
    # Dates
    "date_missing": ("the date is missing", "λείπει η ημερομηνία"),
    "date_missing_hint": (
        "Write when this row was answered, or leave out --date.",
        "Γράψτε πότε δόθηκαν οι απαντήσεις αυτής της γραμμής ή παραλείψτε το --date.",
    ),
    "no_date": ("'{given}' is not a date", "το «{given}» δεν είναι ημερομηνία"),
    "no_date_hint": (
        "Write a date such as 2026-01-31, or with a time 2026-01-31 14:30.",
        "Γράψτε μια ημερομηνία όπως 2026-01-31, ή μαζί με την ώρα 2026-01-31 14:30.",
    ),
    "no_such_date": ("the date '{given}' does not exist", "η ημερομηνία «{given}» δεν υπάρχει"),
    "no_such_date_hint": ("Correct the day, the month or the year.", "Διορθώστε την ημέρα, τον μήνα ή το έτος."),
    "ambiguous_date": (
        "'{given}' can mean {one} or {other}",
        "το «{given}» μπορεί να σημαίνει {one} ή {other}",
    ),
    "ambiguous_date_hint": (
        "Say what comes first: --date-format dmy if it is the day, --date-format mdy if it is the month.",
        "Δηλώστε τι γράφεται πρώτο: --date-format dmy αν είναι η ημέρα, --date-format mdy αν είναι ο μήνας.",
    ),
    "date_not_in_order": (
        "'{given}' is not a date in the order that --date-format {order} says",
        "το «{given}» δεν είναι ημερομηνία με τη σειρά που ορίζει το --date-format {order}",
    ),
    "date_not_in_order_hint": (
        "Correct it, or name the order: dmy for day, month, year; mdy for month, day, year; ymd for year, month, day.",
        "Διορθώστε την ή δηλώστε τη σωστή σειρά: dmy για ημέρα, μήνα, έτος· mdy για μήνα, ημέρα, έτος· ymd για έτος, "
        "μήνα, ημέρα.",
    ),
    "date_ahead": (
        "the date {day} lies in the future; today is {today}",
        "η ημερομηνία {day} είναι στο μέλλον· σήμερα είναι {today}",
    ),
    "date_ahead_hint": (
        "Correct the date, or this computer's clock.",
        "Διορθώστε την ημερομηνία ή το ρολόι του υπολογιστή.",
    ),
    # Workbooks
    "row_cell_error": ("the cell shows the error {shown}", "το κελί δείχνει το σφάλμα {shown}"),
    "row_cell_error_hint": (
        "Correct the cell in the workbook, or clear it if the answer is not known.",
        "Διορθώστε το κελί στο βιβλίο εργασίας ή αδειάστε το, αν η απάντηση δεν είναι γνωστή.",
    ),
    "row_cell_formula": (
        "the cell has a formula, but the workbook does not store its value",
        "το κελί έχει τύπο, αλλά το βιβλίο εργασίας δεν περιέχει την τιμή του",
    ),
    "row_cell_formula_hint": (
        "Open the workbook in a spreadsheet program and save it, so that its values are stored.",
        "Ανοίξτε το βιβλίο εργασίας σε πρόγραμμα υπολογιστικών φύλλων και αποθηκεύστε το, για να μπουν οι τιμές.",
    ),
    # Delimited text
    "row_quote_open": (
        "a quote opens here and is never closed",
        "εδώ ανοίγουν εισαγωγικά που δεν κλείνουν πουθενά",
    ),
    "row_quote_long": (
        "a quote opens here and is still open after {count} lines",
        "εδώ ανοίγουν εισαγωγικά που δεν έχουν κλείσει {count} γραμμές μετά",
    ),
    "row_quote_inside": (
        "a closing quote stands inside a cell",
        "τα εισαγωγικά κλείνουν μέσα σε ένα κελί",
    ),
    "row_quote_bad": ("bad quoting: {said}", "λάθος εισαγωγικά: {said}"),
    "row_quote_hint": (
        "Close every quote, and double those inside a quoted cell.",
        "Κλείστε όλα τα εισαγωγικά και διπλασιάστε όσα βρίσκονται μέσα σε κελί με εισαγωγικά.",
    ),
    "row_bad_byte": ("byte 0x{byte} is not {encoding}", "το byte 0x{byte} δεν είναι {encoding}"),
    "row_bad_byte_hint": (
        "Name the file's encoding with --encoding, such as cp1253.",
        "Δώστε την κωδικοποίηση του αρχείου με --encoding, όπως cp1253.",
    ),
    "read_with_encoding": ("Read it with --encoding {encoding}.", "Διαβάστε το με --encoding {encoding}."),
    "row_nul": ("a NUL character", "υπάρχει ένας χαρακτήρας NUL"),
    "row_nul_hint": ("Remove it.", "Αφαιρέστε τον."),
    "row_carriage_return": (
        "a carriage return inside the line",
        "υπάρχει αλλαγή γραμμής (CR) μέσα στη γραμμή",
    ),
    "row_carriage_return_hint": ("Put the cell in quotes.", "Βάλτε το κελί σε εισαγωγικά."),
    "row_width": (
        "{cells} where the header has {width}",
        "{cells}, ενώ η επικεφαλίδα έχει {width}",
    ),
    "row_one_cell": ("1 cell", "1 κελί"),
    "row_cells": ("{count} cells", "{count} κελιά"),
    "row_width_hint": (
        "Put cells that hold the separator in quotes.",
        "Βάλτε σε εισαγωγικά τα κελιά που περιέχουν το διαχωριστικό.",
    ),
    "row_width_empty": (
        "{cells} where the header has {width}, and nothing in those beyond",
        "{cells}, ενώ η επικεφαλίδα έχει {width}· τα παραπανίσια είναι κενά",
    ),
    "row_width_empty_hint": (
        "Remove the surplus separators at the end of the row.",
        "Αφαιρέστε τα περιττά διαχωριστικά στο τέλος της γραμμής.",
    ),
    "row_short_hint": (
        "Give the row as many cells as the header has, counting empty ones.",
        "Δώστε στη γραμμή τόσα κελιά όσα έχει η επικεφαλίδα, μαζί με τα κενά.",
    ),
    # Objects
    "row_not_json_at": (
        "not valid JSON: {said} at column {column}",
        "δεν είναι έγκυρο JSON: {said} στη στήλη {column}",
    ),
    "row_json_hint": (
        'Write one object a line, such as {{"accounts": "none"}}.',
        'Γράψτε ένα αντικείμενο σε κάθε γραμμή, όπως {{"accounts": "none"}}.',
    ),
    "row_no_object": ("this is no object", "αυτό δεν είναι αντικείμενο"),
    "row_no_map_hint": (
        "Write a map of signals and answers.",
        "Γράψτε ερωτήσεις με τις απαντήσεις τους.",
    ),
    "row_key_added": (
        "the result adds a key of this name",
        "το αποτέλεσμα προσθέτει κλειδί με αυτό το όνομα",
    ),
    "row_key_added_hint": ("Rename the key.", "Μετονομάστε το."),
    "row_key_asked": (
        "this key means the signal '{signal}', but the first rows have no such key",
        "αυτό το κλειδί σημαίνει την ερώτηση «{signal}», αλλά οι πρώτες γραμμές δεν το έχουν",
    ),
    "row_key_asked_hint": ("Call it '{signal}'.", "Ονομάστε το «{signal}»."),
    "row_key_late": (
        "the first rows have no such key, so it is no column",
        "οι πρώτες γραμμές δεν έχουν τέτοιο κλειδί, οπότε δεν υπάρχει στήλη γι’ αυτό",
    ),
    "row_key_late_hint": (
        "Write to a .jsonl file, which keeps every key, or give the first row all keys.",
        "Γράψτε σε αρχείο .jsonl, που κρατάει όλα τα κλειδιά, ή δώστε όλα τα κλειδιά στην πρώτη γραμμή.",
    ),
    # Spark
    "row_stray_quote": (
        "a quote stands in a cell that does not start with one",
        "υπάρχουν εισαγωγικά σε κελί που δεν αρχίζει με εισαγωγικά",
    ),
    "row_stray_quote_hint": (
        "Quote the whole cell and double the quotes in it. For cells with line ends, use JSON Lines or Parquet.",
        "Βάλτε όλο το κελί σε εισαγωγικά και διπλασιάστε όσα έχει μέσα. Για κελιά με αλλαγές γραμμής χρησιμοποιήστε "
        "JSON Lines ή Parquet.",
    ),
    "row_unread_by_spark": ("Spark could not read this row", "το Spark δεν μπόρεσε να διαβάσει αυτή τη γραμμή"),
}
"""English and Greek, side by side."""
