"""Error messages about the command line, files that are read or written, and the history."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # Parts of other messages
    "verbatim": ("{text}", "{text}"),
    "together": ("{all}", "{all}"),
    "did_you_mean": ("Did you mean '{word}'?", "Μήπως εννοούσατε «{word}»;"),
    "one_of": ("One of: {known}.", "Μπορείτε να δώσετε: {known}."),
    "impossible_name": ("no file can have this name", "κανένα αρχείο δεν μπορεί να έχει τέτοιο όνομα"),
    "no_folder": ("there is no folder '{folder}'", "δεν υπάρχει ο φάκελος «{folder}»"),
    "no_memory": ("There is not enough memory for this.", "Δεν υπάρχει αρκετή μνήμη για αυτό."),
    # The command line
    "see_help": ("{said} See '{command} --help'.", "{said} Δείτε «{command} --help»."),
    "no_such_flag": ("There is no option '{given}'. {hint}", "Δεν υπάρχει επιλογή «{given}». {hint}"),
    "flags_follow": (
        "Options come after the command: {command} {flag}.",
        "Οι επιλογές μπαίνουν μετά την εντολή: {command} {flag}.",
    ),
    "no_such_command": ("There is no command '{given}'. {hint}", "Δεν υπάρχει εντολή «{given}». {hint}"),
    "flag_without_value": ("{flag} needs a value.", "Μετά το {flag} χρειάζεται μια τιμή."),
    "flag_with_value": ("{flag} takes no value.", "Το {flag} δεν παίρνει τιμή."),
    "bad_value": (
        "{where}: '{given}' is not one of its values. {hint}",
        "{where}: το «{given}» δεν είναι μία από τις τιμές. {hint}",
    ),
    "in_place": ("{where}: {said}", "{where}: {said}"),
    "missing_argument": ("{name} is missing.", "Λείπει το {name}."),
    "extra_arguments": ("Too many arguments: {given}.", "Αυτό περισσεύει: {given}."),
    "name_is_no_text": (
        "{where} is not valid text in this terminal's encoding.",
        "{where}: αυτό που δώσατε δεν είναι έγκυρο κείμενο στην κωδικοποίηση του τερματικού.",
    ),
    "by_too_long": (
        "--by is {count} characters long. Give a name of at most {most}.",
        "Το --by έχει {count} χαρακτήρες. Δώστε ένα όνομα με {most} το πολύ.",
    ),
    "exported_model": ("STAGECLI_MODEL: {error}", "STAGECLI_MODEL: {error}"),
    "no_such_language": (
        "There is no language '{given}' for --lang. {hint}",
        "Δεν υπάρχει γλώσσα «{given}» για το --lang. {hint}",
    ),
    "language_guessed": (
        "The language '{given}' was understood as '{code}'.",
        "Για γλώσσα δώσατε «{given}»· θεωρήθηκε ότι εννοείτε «{code}».",
    ),
    "language_not_spoken": ("There is no language '{given}'. {hint}", "Δεν υπάρχει γλώσσα «{given}». {hint}"),
    "unknown_format": ("There is no format '{given}'. {hint}", "Δεν υπάρχει μορφή «{given}». {hint}"),
    "no_such_format": (
        "There is no format for '{suffix}'. Name one with --format: {known}.",
        "Δεν υπάρχει μορφή για «{suffix}». Διαλέξτε μία με --format: {known}.",
    ),
    "only_format": (
        "There is no format for '{suffix}': let the name end in .{known}.",
        "Δεν υπάρχει μορφή για «{suffix}»: το όνομα πρέπει να τελειώνει σε .{known}.",
    ),
    "not_a_probability": (
        "{flag}: '{given}' is not a number from 0 to 1, such as 0.7.",
        "{flag}: το «{given}» δεν είναι αριθμός από 0 έως 1, όπως 0,7.",
    ),
    "not_a_whole_number": (
        "{flag}: '{given}' is not a whole number from {low} to {high}.",
        "{flag}: το «{given}» δεν είναι ακέραιος αριθμός από {low} έως {high}.",
    ),
    "no_such_stage": (
        "{where}: there is no stage '{given}'. {hint} Or a number from 1 to {count}.",
        "{where}: δεν υπάρχει στάδιο «{given}». {hint} Ή δώστε έναν αριθμό από 1 έως {count}.",
    ),
    "no_such_guide": ("There is no guide '{given}'. {hint}", "Δεν υπάρχει οδηγός «{given}». {hint}"),
    "bad_epoch": (
        "SOURCE_DATE_EPOCH is '{given}'; it must be a number of seconds since 1970.",
        "Το SOURCE_DATE_EPOCH είναι «{given}»· πρέπει να είναι αριθμός δευτερολέπτων από το 1970.",
    ),
    # Assessing
    "no_answers": (
        "There are no answers. In a terminal they are asked for; elsewhere give them with --answers FILE (--template "
        "makes one) or with flags: {flags}. See 'stagecli assess --help'.",
        "Δεν δόθηκε καμία απάντηση. Σε τερματικό οι ερωτήσεις γίνονται μία μία· αλλιώς δώστε απαντήσεις με --answers "
        "ΑΡΧΕΙΟ (έτοιμο για συμπλήρωση με --template) ή με: {flags}. Δείτε «stagecli assess --help».",
    ),
    "whole_ladder_only": (
        "A page shows the whole ladder. Leave STAGE out, or take --format text or json.",
        "Η σελίδα δείχνει όλη την κλίμακα. Αφήστε έξω το στάδιο ή δώστε --format text ή json.",
    ),
    "nothing_to_ask": (
        "No question of this ladder is worth asking: no answer would make one stage much likelier than another. With "
        "--all every question is asked.",
        "Καμία ερώτηση αυτής της κλίμακας δεν αξίζει να γίνει: καμία απάντηση δεν θα έκανε ένα στάδιο πολύ πιθανότερο "
        "από άλλο. Με --all γίνονται όλες οι ερωτήσεις.",
    ),
    "no_answer_counts": (
        "There is no answer to go by: everything is unanswered, not known or not applicable. "
        "Answer at least one question that applies.",
        "Δεν υπάρχει απάντηση για να βγει συμπέρασμα: όλα είναι αναπάντητα, «δεν ξέρω» ή δεν αφορούν την περίπτωση. "
        "Απαντήστε τουλάχιστον σε μία ερώτηση που αφορά την περίπτωση.",
    ),
    "save_needs_name": (
        "--save needs the subject's name: --name WHO.",
        "Για την αποθήκευση (--save) χρειάζεται και όνομα: --name ΟΝΟΜΑ.",
    ),
    "template_needs_one_file": (
        "--template is written to one file.",
        "Με --template γράφεται μόνο ένα αρχείο· δώστε ένα -o.",
    ),
    "nothing_to_resume": (
        "There is no unfinished interview to resume. Start one with 'stagecli assess'.",
        "Δεν υπάρχει μισοτελειωμένο ερωτηματολόγιο για να συνεχιστεί. Ξεκινήστε ένα με «stagecli assess».",
    ),
    "resume_other_ladder": (
        "The unfinished interview is of the ladder '{kept}', not of '{used}'. Name that ladder with --model.",
        "Το μισοτελειωμένο ερωτηματολόγιο είναι για την κλίμακα «{kept}» και όχι για την «{used}». Δώστε εκείνη την "
        "κλίμακα με --model.",
    ),
    # Files that are read and written
    "no_such_model": ("There is no model file '{name}'. {hint}", "Δεν υπάρχει αρχείο κλίμακας «{name}». {hint}"),
    "bundled_ladders": ("Bundled ladders: {names}.", "Έτοιμες κλίμακες: {names}."),
    "model_unreadable": (
        "The model file '{name}' cannot be read: {why}.",
        "Το αρχείο κλίμακας «{name}» δεν διαβάζεται: {why}.",
    ),
    "answers_unreadable": (
        "The answers file '{file}' cannot be read: {why}.",
        "Το αρχείο απαντήσεων «{file}» δεν διαβάζεται: {why}.",
    ),
    "no_stdin_for_answers": (
        "Standard input is closed; name an answers file instead of '-'.",
        "Η τυπική είσοδος είναι κλειστή· αντί για «-» δώστε ένα αρχείο απαντήσεων.",
    ),
    "written_is_read": (
        "{flag} is '{file}', which is read. Name another file.",
        "{flag}: από το αρχείο «{file}» διαβάζονται δεδομένα, άρα δεν γράφεται. Δώστε άλλο αρχείο.",
    ),
    "written_twice": (
        "{one} and {other} are the same file, '{file}'. Name another one.",
        "{one} και {other} είναι το ίδιο αρχείο, «{file}». Δώστε ένα άλλο.",
    ),
    "not_written": (
        "The result could not be written to '{file}': {why}.",
        "Το αποτέλεσμα δεν γράφτηκε στο «{file}»: {why}.",
    ),
    "folder_is_none": (
        "'{folder}' is not a folder. Name a folder.",
        "Το «{folder}» δεν είναι φάκελος. Δώστε έναν φάκελο.",
    ),
    "folder_is_here": (
        "'{folder}' would be replaced whole, and you are working in it. Name another folder.",
        "Ο φάκελος «{folder}» πρόκειται να αντικατασταθεί ολόκληρος, και αυτή τη στιγμή βρίσκεστε μέσα του. "
        "Δώστε άλλον φάκελο.",
    ),
    "lies_in_folder": (
        "'{file}' lies in '{folder}', which is replaced whole. Name another place for one of them.",
        "Το «{file}» βρίσκεται στον φάκελο «{folder}», που αντικαθίσταται ολόκληρος. Βάλτε κάπου αλλού το ένα"
        " από τα δύο.",
    ),
    "folder_has_other": (
        "'{folder}' is replaced whole, but '{file}' in it is no page of an earlier run. Move it away, or name another "
        "folder.",
        "Ο φάκελος «{folder}» αντικαθίσταται ολόκληρος, αλλά το «{file}» που είναι μέσα του δεν είναι σελίδα "
        "προηγούμενης εκτέλεσης. Μετακινήστε το, ή δώστε άλλον φάκελο.",
    ),
    "not_printed": (
        "The result could not be written to standard output: {why}.",
        "Το αποτέλεσμα δεν γράφτηκε στην τυπική έξοδο: {why}.",
    ),
    "stdout_closed": (
        "The result could not be written: standard output is closed.",
        "Το αποτέλεσμα δεν γράφτηκε: η τυπική έξοδος είναι κλειστή.",
    ),
    "one_format_for_several": (
        "--format is for one output. Of several, the endings tell the formats, as in -o result.json.",
        "Το --format αφορά ένα μόνο αρχείο. Όταν είναι περισσότερα, τη μορφή τη λέει η κατάληξη, όπως -o result.json.",
    ),
    "output_twice": (
        "-o names one file twice. Name each output once.",
        "Το ίδιο αρχείο δόθηκε δύο φορές με -o. Δώστε το μία φορά.",
    ),
    "no_page_to_open": (
        "--open shows a page: name one with -o, such as -o result.html.",
        "Το --open ανοίγει μια σελίδα: δώστε την με -o, όπως -o result.html.",
    ),
    # The history
    "no_history": (
        "There is no history '{file}' yet. 'stagecli assess --name WHO --save' begins one, or 'batch --save'.",
        "Δεν υπάρχει ακόμη ιστορικό «{file}». Αρχίζει με «stagecli assess --name ΟΝΟΜΑ --save» ή «batch --save».",
    ),
    "not_in_history": ("There is no '{given}' in the history. {hint}", "Δεν υπάρχει «{given}» στο ιστορικό. {hint}"),
    "nearly_in_history": (
        "There is no '{given}' in the history, but a name that differs only in case, accents, hyphens or spaces. "
        "Type: {lines}",
        "Δεν υπάρχει «{given}» στο ιστορικό, αλλά ένα όνομα που διαφέρει μόνο σε κεφαλαία, τόνους, παύλες ή κενά. "
        "Γράψτε: {lines}",
    ),
    "only_the_file_says": (
        "'{subject}' is in the history already, and only the file says that these answers are theirs. If they are, add "
        "--name {name}.",
        "Το όνομα «{subject}» υπάρχει ήδη στο ιστορικό, και μόνο το αρχείο λέει ότι το αφορούν αυτές οι απαντήσεις. Αν "
        "είναι έτσι, προσθέστε --name {name}.",
    ),
    "kept_model_unsound": ("a ladder in it is not sound", "μια κλίμακα μέσα του δεν στέκει"),
    "kept_model_missing": ("a ladder is missing in it", "λείπει μια κλίμακα μέσα του"),
    "kept_assessment_misfit": (
        "an assessment in it does not fit its ladder",
        "μια αξιολόγηση μέσα του δεν ταιριάζει στην κλίμακά της",
    ),
    "kept_record_unreadable": ("a record in it cannot be read", "μια εγγραφή μέσα του δεν διαβάζεται"),
    "kept_assessment_incomplete": ("an assessment lacks a part", "από μια αξιολόγηση λείπει ένα μέρος"),
    "new_name_same": ("That is the name already: {name}.", "Αυτό είναι ήδη το όνομα: {name}."),
    "new_name_empty": ("The new name has no letter.", "Το νέο όνομα δεν έχει κανένα γράμμα."),
    "nobody_in_history": ("Nobody is in it.", "Είναι άδειο."),
    "history_busy": (
        "Others are reading the history, so nothing of '{subject}' was removed. Try again.",
        "Το ιστορικό διαβάζεται και από αλλού, γι’ αυτό δεν διαγράφηκε τίποτα για «{subject}». Δοκιμάστε ξανά.",
    ),
    "history_not_overwritten": (
        "'{subject}' is removed, but others are reading the history, so it is not yet overwritten. Try again.",
        "Το «{subject}» διαγράφηκε, αλλά το ιστορικό διαβάζεται και από αλλού, γι’ αυτό τα δεδομένα δεν έχουν "
        "αντικατασταθεί ακόμη. Δοκιμάστε ξανά.",
    ),
    "history_file_empty": (
        "'{file}' is empty: there is no history in it.",
        "Το «{file}» είναι άδειο: δεν περιέχει ιστορικό.",
    ),
    "history_foreign": (
        "'{file}' is a database of another program. Name another file with --db.",
        "Το «{file}» είναι βάση δεδομένων άλλου προγράμματος. Δώστε άλλο αρχείο με --db.",
    ),
    "history_newer": (
        "'{file}' was written by a newer stagecli. Install that, or name another file with --db.",
        "Το «{file}» γράφτηκε από νεότερη έκδοση του stagecli. Εγκαταστήστε την ή δώστε άλλο αρχείο με --db.",
    ),
    "history_unusable": (
        "The history '{file}' cannot be used: {why}.",
        "Το ιστορικό «{file}» δεν μπορεί να χρησιμοποιηθεί: {why}.",
    ),
    "history_locked": (
        "others have been writing to it for {seconds} seconds; try again",
        "γράφουν άλλοι σε αυτό εδώ και {seconds} δευτερόλεπτα· δοκιμάστε ξανά",
    ),
    "history_damaged": (
        "The history '{file}' is damaged, or no history at all: {said}. It was left as it is. "
        "Restore a copy, or name another file with --db.",
        "Το ιστορικό «{file}» έχει υποστεί βλάβη ή δεν είναι ιστορικό: {said}. Δεν πειράχτηκε. Επαναφέρετε ένα "
        "αντίγραφο ή δώστε άλλο αρχείο με --db.",
    ),
    "nothing_to_compare": (
        "There is only one assessment of '{subject}', so there is nothing to compare it with.",
        "Υπάρχει μόνο μία αξιολόγηση για «{subject}», άρα δεν υπάρχει κάτι για σύγκριση.",
    ),
    "nothing_earlier_by_ladder": (
        "There is no earlier assessment by the ladder '{ladder}', so there is nothing to compare.",
        "Δεν υπάρχει παλαιότερη αξιολόγηση με την κλίμακα «{ladder}», άρα δεν υπάρχει κάτι για σύγκριση.",
    ),
    "from_not_before_to": (
        "FROM is not before TO: they are the assessments {before} and {after}.",
        "Το FROM δεν είναι πριν από το TO: είναι οι αξιολογήσεις {before} και {after}.",
    ),
    "of_two_ladders": (
        "They are of two ladders, '{before}' and '{after}'.",
        "Έγιναν με διαφορετικές κλίμακες, «{before}» και «{after}».",
    ),
    "year_first": ("Write the year first, as 2026-04-03.", "Γράψτε πρώτα το έτος, όπως 2026-04-03."),
    "nobody_in_that_time": (
        "Nobody was assessed in that time. {hint}",
        "Κανείς δεν αξιολογήθηκε σε αυτό το διάστημα. {hint}",
    ),
    "nothing_by_ladder": (
        "The history has no assessment by the ladder '{ladder}'. {hint}",
        "Στο ιστορικό δεν υπάρχει αξιολόγηση με την κλίμακα «{ladder}». {hint}",
    ),
    "until_before_since": (
        "--until {until} is before --since {since}: nothing lies between them.",
        "Το --until {until} είναι πριν από το --since {since}: δεν υπάρχει τίποτα ανάμεσά τους.",
    ),
    "no_such_day": (
        "{where}: {why}. {hint}",
        "{where}: {why}. {hint}",
    ),
    "nothing_of_that_time": (
        "Nothing was saved for {at}. {hint}",
        "Δεν έχει αποθηκευτεί τίποτα με ημερομηνία {at}. {hint}",
    ),
    "latest_days": ("The latest days are: {days}.", "Οι τελευταίες ημερομηνίες είναι: {days}."),
    "forget_whom": (
        "Name either WHO to forget, or --all together with --at DATE for everybody's assessments of a day.",
        "Δώστε είτε το όνομα που θα διαγραφεί, είτε --all μαζί με --at ΗΜΕΡΟΜΗΝΙΑ για όλες τις αξιολογήσεις μιας "
        "ημέρας.",
    ),
    "forget_needs_yes": (
        "Assessments to remove: {count}. Subjects: {subjects}. Nobody is here to be asked; if you mean it, add --yes.",
        "Αξιολογήσεις για διαγραφή: {count}. Ονόματα: {subjects}. Εδώ δεν μπορεί να ζητηθεί επιβεβαίωση· αν "
        "το θέλετε, προσθέστε --yes.",
    ),
    "no_such_assessment": (
        "{where}: there is no assessment '{given}'. There are {count}, from {first} to {last}: give a number from 1, "
        "a day such as 2026-01-31, or last.",
        "{where}: δεν υπάρχει αξιολόγηση «{given}». Υπάρχουν {count}, από {first} έως {last}: δώστε έναν αριθμό από "
        "το 1, μια ημέρα όπως 2026-01-31, ή last.",
    ),
}
"""English and Greek, side by side; entries without Greek are in English for everybody."""
