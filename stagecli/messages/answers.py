"""Messages about wrong answers, and about the text of any YAML or JSON file."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "no_such_signal": ("there is no such signal", "δεν υπάρχει τέτοια ερώτηση"),
    "signal_twice": ("this signal is answered twice", "αυτή η ερώτηση έχει απαντηθεί δύο φορές"),
    "keep_one_spelling": ("Keep one; its id is '{signal}'.", "Κρατήστε μία· η ερώτηση λέγεται «{signal}»."),
    "signal_renamed": (
        "The signal '{old}' is now called '{new}'.",
        "Η ερώτηση «{old}» λέγεται τώρα «{new}».",
    ),
    "option_renamed": (
        "{signal}: the answer '{old}' is now called '{new}'.",
        "{signal}: η απάντηση «{old}» λέγεται τώρα «{new}».",
    ),
    "was_split": ("'{given}' is now {now}: choose one", "το «{given}» είναι τώρα {now}: διαλέξτε ένα"),
    "id_quoted": ("'{id}'", "«{id}»"),
    "either": ("{one} or {other}", "{one} ή {other}"),
    "no_such_option": ("'{given}' is not one of its options", "το «{given}» δεν είναι μία από τις απαντήσεις"),
    "several_options": (
        "'{given}' holds {count} different answers: {options}",
        "το «{given}» περιέχει {count} διαφορετικές απαντήσεις: {options}",
    ),
    "not_a_number": ("'{given}' is not a number", "το «{given}» δεν είναι αριθμός"),
    "ambiguous_number": (
        "'{given}' can mean {many} or {few}; write one of these",
        "το «{given}» μπορεί να σημαίνει {many} ή {few}· γράψτε ένα από τα δύο",
    ),
    "not_between": ("{given} is not between {low} and {high}", "το {given} δεν είναι από {low} έως {high}"),
    "comes_to": (
        "'{given}' is {number} {unit}, not between {low} and {high}",
        "το «{given}» είναι {number} ({unit}), όχι από {low} έως {high}",
    ),
    "several_numbers": (
        "'{given}' is more than one number; write one",
        "το «{given}» έχει περισσότερους από έναν αριθμούς· γράψτε έναν",
    ),
    "vague_number": (
        "'{given}' does not say how many {unit}; a rough number will do",
        "το «{given}» δεν λέει πόσο ({unit})· αρκεί κι ένας αριθμός κατά προσέγγιση",
    ),
    "unknown_unit": (
        "'{name}' is not one of the units: {known}",
        "το «{name}» δεν είναι μία από τις μονάδες: {known}",
    ),
    "may_be_year": (
        "'{given}' may be a year; write 'since {year}' or the number of {unit}",
        "το «{given}» μπορεί να είναι χρονολογία· γράψτε «από το {year}» ή τον αριθμό ({unit})",
    ),
    "since_two_numbers": (
        "'{given}' can mean from {least} to {most} {unit}; add the month, or write a number",
        "το «{given}» μπορεί να σημαίνει από {least} έως {most} ({unit})· προσθέστε τον μήνα ή γράψτε έναν αριθμό",
    ),
    "since_not_between": (
        "'{given}' is not between {earliest} and {day}",
        "το «{given}» δεν είναι από το {earliest} έως τις {day}",
    ),
    "since_without_day": (
        "'{given}' changes as time goes by; write the number of {unit}",
        "το «{given}» αλλάζει όσο περνά ο καιρός· γράψτε τον αριθμό ({unit})",
    ),
    "counted_from": (
        "{signal}: '{given}' was counted up to {day}: {number} {unit}.",
        "{signal}: το «{given}» υπολογίστηκε ως τις {day}: {number} ({unit}).",
    ),
    "number_or_one_of": (
        "A number from {low} to {high}, or one of: {known}.",
        "Μπορείτε να δώσετε έναν αριθμό από {low} έως {high} ή: {known}.",
    ),
    "one_answer_expected": ("expected one answer", "εδώ χρειάζεται μία απάντηση"),
    "write_an_answer": (
        "Write an option id, a label, a number or dont_know.",
        "Γράψτε μία από τις απαντήσεις, έναν αριθμό ή dont_know.",
    ),
    "no_map_of_answers": ("expected a map of signals and answers", "εδώ χρειάζονται ερωτήσεις με τις απαντήσεις τους"),
    "write_a_signal_a_line": (
        "Write one signal a line, as in `posting: never`.",
        "Γράψτε μία ερώτηση σε κάθε γραμμή, όπως `posting: never`.",
    ),
    "too_many_problems": ("there are more than {most} problems", "υπάρχουν περισσότερα από {most} προβλήματα"),
    "mend_these_first": (
        "These are the first; mend them and check again.",
        "Αυτά είναι τα πρώτα· διορθώστε τα και δοκιμάστε ξανά.",
    ),
    # JSON
    "not_json": ("not valid JSON: {said}", "δεν είναι έγκυρο JSON: {said}"),
    "json_constant": ("{name} is not a JSON number", "το {name} δεν είναι αριθμός στο JSON"),
    "json_too_deep": ("nested too deep", "έχει πάρα πολλά επίπεδα, το ένα μέσα στο άλλο"),
    "json_number_too_long": ("a number is too long", "ένας αριθμός είναι υπερβολικά μεγάλος"),
    "key_twice": ("the key '{given}' stands twice", "το «{given}» υπάρχει δύο φορές"),
    "key_twice_hint": ("Keep one; the first is in line {line}.", "Κρατήστε το ένα· το πρώτο είναι στη γραμμή {line}."),
    "too_deep_hint": ("Flatten it.", "Απλοποιήστε τη δομή."),
    "too_deep": ("nested more than {most} levels deep", "έχει πάνω από {most} επίπεδα, το ένα μέσα στο άλλο"),
    # Bytes
    "too_many_bytes": (
        "{count} bytes are more than the {most} that are read",
        "τα {count} byte είναι περισσότερα από τα {most} που διαβάζονται",
    ),
    "split_or_cut": ("Split it, or leave out what is not needed.", "Χωρίστε το ή βγάλτε ό,τι δεν χρειάζεται."),
    "utf16": ("this is UTF-16", "το αρχείο είναι UTF-16"),
    "not_utf8": ("byte 0x{byte} is not UTF-8", "το byte 0x{byte} δεν είναι UTF-8"),
    "save_as_utf8": ("Save the file as UTF-8.", "Αποθηκεύστε το αρχείο ως UTF-8."),
    # YAML
    "yaml_character": (
        "the character U+{code} cannot be in a YAML file",
        "ο χαρακτήρας U+{code} δεν επιτρέπεται σε αρχείο YAML",
    ),
    "yaml_remove": ("Remove it.", "Αφαιρέστε τον."),
    "yaml_remove_or_utf8": ("Remove it, or save the file as UTF-8.", "Αφαιρέστε τον ή αποθηκεύστε ως UTF-8."),
    "yaml_invalid": ("not valid YAML: {said}", "δεν είναι έγκυρο YAML: {said}"),
    "yaml_invalid_hint": (
        "Check indentation, quotes and colons.",
        "Ελέγξτε τις εσοχές, τα εισαγωγικά και τις άνω-κάτω τελείες.",
    ),
    "yaml_tab": ("a tab cannot indent", "η εσοχή δεν γίνεται με tab"),
    "yaml_tab_hint": ("Use spaces.", "Βάλτε κενά."),
    "yaml_colon": ("no colon can stand here", "εδώ δεν μπορεί να υπάρχει άνω-κάτω τελεία"),
    "yaml_colon_hint": (
        "Put a text that contains ': ' in quotes, or mend the indentation.",
        "Βάλτε σε εισαγωγικά το κείμενο που περιέχει ': ' ή διορθώστε την εσοχή.",
    ),
    "yaml_neither": (
        "this is neither a key nor a list item",
        "αυτό δεν είναι ούτε κλειδί με τιμή ούτε στοιχείο λίστας",
    ),
    "yaml_neither_hint": (
        "Write `key: value` or '- ', indented like its neighbours.",
        "Γράψτε `κλειδί: τιμή` ή '- ', με την ίδια εσοχή όπως οι διπλανές γραμμές.",
    ),
    "yaml_key": ("a key was expected here", "εδώ έπρεπε να υπάρχει κλειδί"),
    "yaml_key_hint": (
        "Mend the indentation, or the quotes before it.",
        "Διορθώστε την εσοχή ή τα εισαγωγικά πριν από αυτό.",
    ),
    "yaml_item": ("a list item was expected here", "εδώ έπρεπε να υπάρχει στοιχείο λίστας"),
    "yaml_item_hint": ("Start it with '- ', indented as above.", "Αρχίστε το με '- ', με την εσοχή των προηγούμενων."),
    "yaml_list_open": ("',' or ']' is missing before this", "πριν από αυτό λείπει ',' ή ']'"),
    "yaml_list_open_hint": ("The list starts in line {line}.", "Η λίστα αρχίζει στη γραμμή {line}."),
    "yaml_map_open": ("',' or '}}' is missing before this", "πριν από αυτό λείπει ',' ή '}}'"),
    "yaml_map_open_hint": ("The map starts in line {line}.", "Αρχίζει στη γραμμή {line}."),
    "yaml_quote_open": ("this quote is not closed", "αυτά τα εισαγωγικά δεν κλείνουν"),
    "yaml_quote_open_hint": (
        "End the text with the quote it starts with.",
        "Κλείστε το κείμενο με τα ίδια εισαγωγικά με τα οποία αρχίζει.",
    ),
    "yaml_start": ("plain text cannot start like this", "ένα κείμενο χωρίς εισαγωγικά δεν μπορεί να αρχίζει έτσι"),
    "yaml_start_hint": ("Put it in quotes.", "Βάλτε το σε εισαγωγικά."),
    "yaml_escape": ("there is no such escape", "δεν υπάρχει τέτοια ακολουθία με \\"),
    "yaml_escape_hint": (
        "Write two backslashes for one, or single quotes.",
        "Γράψτε \\\\ για ένα \\ ή βάλτε μονά εισαγωγικά.",
    ),
    "yaml_list_here": ("a list cannot start here", "εδώ δεν μπορεί να αρχίσει λίστα"),
    "yaml_list_here_hint": (
        "Start it in a line of its own; put a text that starts with '- ' in quotes.",
        "Αρχίστε τη σε δική της γραμμή· βάλτε σε εισαγωγικά το κείμενο που αρχίζει με '- '.",
    ),
    "yaml_version": ("this version of YAML is not read", "αυτή η έκδοση του YAML δεν διαβάζεται"),
    "yaml_version_hint": ("Remove the line.", "Αφαιρέστε τη γραμμή."),
    "yaml_ended": ("the document has ended before this", "το έγγραφο έχει τελειώσει πριν από εδώ"),
    "yaml_ended_hint": ("Mend the indentation.", "Διορθώστε την εσοχή."),
    "yaml_value": ("a value was expected here", "εδώ έπρεπε να υπάρχει τιμή"),
    "yaml_value_hint": ("Write it, or close what is open.", "Γράψτε την ή κλείστε ό,τι είναι ανοιχτό."),
    "yaml_second": ("a second document starts here", "εδώ αρχίζει δεύτερο έγγραφο"),
    "yaml_second_hint": ("Keep one document in a file.", "Κρατήστε ένα έγγραφο σε κάθε αρχείο."),
    "yaml_nodes": ("more than {most} values", "περισσότερες από {most} τιμές"),
    "yaml_nodes_hint": ("Split the file.", "Χωρίστε το αρχείο."),
    "yaml_tag": ("the tag '{tag}' is not read", "η ετικέτα «{tag}» δεν διαβάζεται"),
    "yaml_tag_hint": (
        "Remove it, or put a text that starts with '!' in quotes.",
        "Αφαιρέστε την ή βάλτε σε εισαγωγικά το κείμενο που αρχίζει με '!'.",
    ),
    "yaml_text": ("a text of more than {most} characters", "ένα κείμενο με περισσότερους από {most} χαρακτήρες"),
    "yaml_text_hint": ("Shorten it.", "Συντομέψτε το."),
    "yaml_no_key": ("a key must be plain text", "το κλειδί πρέπει να είναι απλό κείμενο"),
    "yaml_no_key_hint": ("Put it in quotes, or mend the indentation.", "Βάλτε το σε εισαγωγικά ή διορθώστε την εσοχή."),
    "yaml_merge": ("merge keys ('<<') are not read", "τα κλειδιά συγχώνευσης ('<<') δεν διαβάζονται"),
    "yaml_merge_hint": ("Write the keys out.", "Γράψτε τα κλειδιά ένα ένα."),
    "yaml_alias": (
        "the alias '*{name}' points to nothing before it",
        "το «*{name}» δεν αναφέρεται σε κάτι που υπάρχει πιο πάνω",
    ),
    "yaml_alias_hint": (
        "Write the value out, or put a text that starts with '*' in quotes.",
        "Γράψτε ολόκληρη την τιμή ή βάλτε σε εισαγωγικά το κείμενο που αρχίζει με '*'.",
    ),
    "yaml_aliases": ("too many aliases", "πάρα πολλές αναφορές με *"),
    "yaml_aliases_hint": ("Write the values out.", "Γράψτε τις τιμές ολόκληρες."),
    "result_not_whole": ("this result is not whole: {said}", "αυτό το αποτέλεσμα δεν είναι ολόκληρο: {said}"),
    "result_of_other_ladder": (
        "this result is of the ladder '{given}', not of '{used}'",
        "αυτό το αποτέλεσμα είναι για την κλίμακα «{given}» και όχι για την «{used}»",
    ),
    "half_a_character": (
        "there is half a character in it, so it is no text",
        "περιέχει μισό χαρακτήρα, άρα δεν είναι κείμενο",
    ),
    "no_time": (
        "'{given}' is neither a day such as 2026-01-31 nor a time such as 2026-01-31T12:00:00Z",
        "το «{given}» δεν είναι ούτε ημέρα, όπως 2026-01-31, ούτε χρόνος, όπως 2026-01-31T12:00:00Z",
    ),
    "returned_not_whole": ("these answers are not whole: {said}", "αυτές οι απαντήσεις δεν είναι πλήρεις: {said}"),
    "returned_for_other_ladder": (
        "these answers are for the ladder '{given}', not for '{used}'",
        "αυτές οι απαντήσεις είναι για την κλίμακα «{given}» και όχι για την «{used}»",
    ),
    "returned_in_other_form": (
        "the form of these answers, '{given}', is unknown here",
        "αυτές οι απαντήσεις έχουν άγνωστη μορφή, «{given}»",
    ),
    "newer_stagecli": (
        "Get the newest stagecli: the questionnaire may be newer than this one.",
        "Εγκαταστήστε το πιο πρόσφατο stagecli· το ερωτηματολόγιο ίσως φτιάχτηκε με νεότερο.",
    ),
    "time_ahead": ("{given} lies in the future", "το {given} είναι στο μέλλον"),
    "give_date": (
        "The clock of the device that wrote it was wrong: give the day with `assess --date`.",
        "Το ρολόι της συσκευής όπου γράφτηκε πήγαινε λάθος· δώστε την ημέρα με `assess --date`.",
    ),
    "line_cut": (
        "the line of answers is cut: it lacks its beginning or its end",
        "η γραμμή με τις απαντήσεις είναι κομμένη: λείπει η αρχή ή το τέλος της",
    ),
    "line_damaged": (
        "the line of answers is damaged: its checksum is that of another",
        "η γραμμή με τις απαντήσεις έχει αλλοιωθεί: ο έλεγχος στο τέλος της δεν ταιριάζει",
    ),
    "copy_the_line_whole": (
        "Copy it again, with the word stagecli at both ends, or ask for the file that the page downloads.",
        "Αντιγράψτε την ξανά, με τη λέξη stagecli και στις δύο άκρες, ή ζητήστε το αρχείο που κατεβάζει η σελίδα.",
    ),
    "several_returned": (
        "it has different answers, each returned by a questionnaire",
        "περιέχει απαντήσεις από πολλά ερωτηματολόγια, που διαφέρουν μεταξύ τους",
    ),
    "save_the_line": (
        "Save the line or the file that counts on its own.",
        "Αποθηκεύστε χωριστά τη γραμμή ή το αρχείο που ισχύει.",
    ),
    "mail_without_answers": ("this mail has no answers in it", "αυτό το mail δεν περιέχει απαντήσεις"),
    "page_without_answers": ("this page has no answers in it", "αυτή η σελίδα δεν περιέχει απαντήσεις"),
    "save_the_mail": (
        "Save the mail that the questionnaire wrote as .eml or text, or its downloaded file.",
        "Αποθηκεύστε το mail του ερωτηματολογίου ως .eml ή ως κείμενο, ή ζητήστε το αρχείο που κατεβάζει η σελίδα.",
    ),
    "mail_of_outlook": (
        "this is a mail in a form that only Outlook reads",
        "αυτό είναι mail σε μορφή που διαβάζει μόνο το Outlook",
    ),
    "mail_too_deep": ("this mail has too many parts", "αυτό το mail έχει πάρα πολλά μέρη"),
    "name_the_ladder": ("Name that ladder with --model.", "Δώστε εκείνη την κλίμακα με --model."),
}
"""English and Greek, side by side."""
