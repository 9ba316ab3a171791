"""Messages about wrong tables of subjects, and about runs over them."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # Reading
    "no_input": (
        "Name an INPUT, or - for standard input. See 'stagecli batch --help'.",
        "Δώστε ένα αρχείο (INPUT), ή - για την τυπική είσοδο. Δείτε «stagecli batch --help».",
    ),
    "no_stdin_for_input": (
        "Standard input is closed; name an input file instead of '-'.",
        "Η τυπική είσοδος είναι κλειστή· δώστε ένα αρχείο αντί για «-».",
    ),
    "input_unreadable": ("The input '{file}' cannot be read: {why}.", "Το αρχείο «{file}» δεν διαβάζεται: {why}."),
    "input_broken": ("{file} cannot be read: {why}.", "{file}: δεν διαβάζεται: {why}."),
    "input_cut_short": (
        "{file} is damaged or cut short: its compressed data cannot be read to the end.",
        "{file}: είναι χαλασμένο ή κομμένο: τα συμπιεσμένα δεδομένα του δεν διαβάζονται ως το τέλος.",
    ),
    "input_changed": (
        "{file} changed while it was read. Start again once nothing writes to it.",
        "{file}: άλλαξε την ώρα που διαβαζόταν. Ξεκινήστε πάλι όταν δεν θα γράφει κανείς σε αυτό.",
    ),
    "line_too_long": (
        "{file}:{line}: this line is longer than {most} bytes. Is it a table?",
        "{file}:{line}: αυτή η γραμμή ξεπερνά τα {most} byte. Είναι πίνακας;",
    ),
    "input_too_large": (
        "{file} has more than the {most} bytes that are read at once. Split it.",
        "{file}: έχει περισσότερα από {most} byte, όσα διαβάζονται μαζί. Χωρίστε το.",
    ),
    "implausible": (
        "{file} becomes more than {times} times larger as it is unpacked, as no ordinary table does. If you trust it, "
        "unpack it yourself.",
        "{file}: αποσυμπιεσμένο γίνεται πάνω από {times} φορές μεγαλύτερο, κάτι που δεν συμβαίνει σε "
        "συνηθισμένο πίνακα. Αν το εμπιστεύεστε, αποσυμπιέστε το εσείς.",
    ),
    "suffix_not_read": (
        "{file}: '{suffix}' files are not read. Save it as CSV or XLSX.",
        "{file}: τα αρχεία «{suffix}» δεν διαβάζονται. Αποθηκεύστε το ως CSV ή XLSX.",
    ),
    "zip_not_read": (
        "{file} is a ZIP archive. Unpack it, and name the table that is in it.",
        "Το {file} είναι αρχείο ZIP. Αποσυμπιέστε το και δώστε τον πίνακα που έχει μέσα.",
    ),
    "utf16_cut_short": (
        "{file} is UTF-16, but ends in the middle of a character.",
        "Το {file} είναι UTF-16, αλλά τελειώνει στη μέση ενός χαρακτήρα.",
    ),
    "zstd_needs_extra": (
        "Files compressed with Zstandard need the extra 'batch'. Install it with: pip install 'stagecli[batch]'.",
        "Για αρχεία συμπιεσμένα με Zstandard χρειάζεται το πρόσθετο «batch». Εγκαταστήστε το με: pip "
        "install 'stagecli[batch]'.",
    ),
    "xlsx_needs_extra": (
        "XLSX files need the extra 'batch'. Install it with: pip install 'stagecli[batch]'.",
        "Τα αρχεία XLSX χρειάζονται το πρόσθετο «batch». Εγκαταστήστε το με: pip install 'stagecli[batch]'.",
    ),
    "parquet_needs_extra": (
        "Parquet files need the extra 'batch'. Install it with: pip install 'stagecli[batch]'.",
        "Για αρχεία Parquet χρειάζεται το πρόσθετο «batch». Εγκαταστήστε το με: pip install 'stagecli[batch]'.",
    ),
    "columnar_needs_extra": (
        "The columnar engine needs the extra 'batch'. Install it with: pip install 'stagecli[batch]'.",
        "Για το --engine columnar χρειάζεται το πρόσθετο «batch». Εγκαταστήστε το με: pip install 'stagecli[batch]'.",
    ),
    "frame_needs_extra": (
        "A table in memory needs the extra 'batch'. Install it with: pip install 'stagecli[batch]'.",
        "Για πίνακες στη μνήμη χρειάζεται το πρόσθετο «batch». Εγκαταστήστε το με: pip install 'stagecli[batch]'.",
    ),
    "spark_needs_extra": (
        "The Spark engine needs the extra 'spark'. Install it with: pip install 'stagecli[spark]'.",
        None,
    ),
    "table_empty": (
        "{file}: there is nothing in it. The first line must name the columns.",
        "{file}: δεν έχει τίποτα μέσα. Η πρώτη γραμμή πρέπει να δίνει τα ονόματα των στηλών.",
    ),
    "table_is_no_text": (
        "{file}: this is no text: there is a NUL character in its first line. {hint}",
        "{file}: αυτό δεν είναι κείμενο: η πρώτη γραμμή έχει έναν χαρακτήρα NUL. {hint}",
    ),
    "header_not_the_same": (
        "Not every file of the folder starts with the same header",
        "Δεν αρχίζουν όλα τα αρχεία του φακέλου με την ίδια επικεφαλίδα",
    ),
    "header_unreadable": (
        "{file}:{line}: the header cannot be read: {why}. {hint}",
        "{file}:{line}: η επικεφαλίδα δεν διαβάζεται: {why}. {hint}",
    ),
    "no_objects": (
        '{file}: {why}. Expected objects such as {{"accounts": "none"}}.',
        '{file}: {why}. Χρειάζονται αντικείμενα όπως {{"accounts": "none"}}.',
    ),
    "there_are_no_objects": ("there are no objects in it", "δεν έχει αντικείμενα"),
    "bad_line": ("line {line}: {why}", "γραμμή {line}: {why}"),
    "array_expected": ("expected an array of objects", "εδώ χρειάζεται μια λίστα αντικειμένων"),
    "such_as_an_array": ('Such as [{{"accounts": "none"}}].', 'Όπως [{{"accounts": "none"}}].'),
    "array_among_many": (
        "there is more than one array of objects in it",
        "έχει περισσότερες από μία λίστες αντικειμένων",
    ),
    "one_array_alone": (
        "Save the one with the rows by itself: {known}.",
        "Αποθηκεύστε χωριστά εκείνη με τις γραμμές: {known}.",
    ),
    "list_expected": (
        "expected a list of subjects, each a map of signals and answers",
        "χρειάζεται μια λίστα επιχειρήσεων, η καθεμία με τις ερωτήσεις και τις απαντήσεις της",
    ),
    "start_with_dash": ("Start each subject with '- '.", "Κάθε επιχείρηση αρχίζει με «- »."),
    "not_a_workbook": ("{file} is no sound XLSX workbook: {why}.", "Το {file} δεν είναι έγκυρο αρχείο XLSX: {why}."),
    "not_parquet": ("{file} is no sound Parquet file: {why}.", "{file}: δεν είναι σωστό αρχείο Parquet: {why}."),
    "damaged": ("it is damaged", "είναι χαλασμένο"),
    "sheet_empty": (
        "{file}: there is nothing in the sheet '{sheet}'. The first row must name the columns. {others}",
        "{file}: δεν υπάρχει τίποτα στο φύλλο «{sheet}». Η πρώτη γραμμή πρέπει να ονομάζει τις στήλες. {others}",
    ),
    "sheet_too_large": (
        "{file}: the sheet '{sheet}' has {rows} rows and {columns} columns, which is too much to read. Delete what "
        "stands far from the table, or save the sheet as CSV. {others}",
        "{file}: το φύλλο «{sheet}» έχει {rows} γραμμές και {columns} στήλες, που είναι πάρα πολλές. Διαγράψτε ό,τι "
        "βρίσκεται μακριά από τον πίνακα ή αποθηκεύστε το φύλλο ως CSV. {others}",
    ),
    "sheets_not_read": (
        "There are other sheets: {others}. Choose one with --sheet.",
        "Υπάρχουν και άλλα φύλλα: {others}. Διαλέξτε ένα με --sheet.",
    ),
    "sheets_passed_over": (
        "The sheet '{sheet}' was read, since there is nothing before it: {empty}.",
        "Διαβάστηκε το φύλλο «{sheet}», γιατί πριν από αυτό δεν υπάρχει τίποτα: {empty}.",
    ),
    "no_such_sheet": (
        "--sheet: {file} has no sheet '{given}'. Its sheets: {known}.",
        "--sheet: το {file} δεν έχει φύλλο «{given}». Τα φύλλα του: {known}.",
    ),
    "no_sheets": (
        "--sheet is for XLSX workbooks: {file} has no sheets.",
        "Το --sheet είναι για βιβλία εργασίας XLSX: το {file} δεν έχει φύλλα.",
    ),
    "no_header_row": (
        "--header-row is for delimited text and XLSX: {file} has no header.",
        "Το --header-row είναι για κείμενο με διαχωριστικά και για XLSX: το {file} δεν έχει επικεφαλίδα.",
    ),
    "nothing_from_line": (
        "--header-row: there is nothing in {file} from line {line} on.",
        "--header-row: στο {file} δεν υπάρχει τίποτα από τη γραμμή {line} και κάτω.",
    ),
    "no_such_encoding": (
        "--encoding: there is no encoding '{given}'. {hint}",
        "--encoding: δεν υπάρχει κωδικοποίηση «{given}». {hint}",
    ),
    "such_as": ("Such as {known}.", "Όπως {known}."),
    "encoding_without_lines": (
        "--encoding: {given} cannot be read line by line. Save the file as UTF-8.",
        "--encoding: το {given} δεν διαβάζεται γραμμή γραμμή. Αποθηκεύστε το αρχείο ως UTF-8.",
    ),
    "no_such_delimiter": (
        "--delimiter: '{given}' does not separate cells. {hint}",
        "--delimiter: το «{given}» δεν χωρίζει κελιά. {hint}",
    ),
    "delimiters": (
        "Give a single character, such as ';', or one of: {known}.",
        "Δώστε έναν μόνο χαρακτήρα, όπως «;», ή μία από τις λέξεις: {known}.",
    ),
    # Tables of a program
    "not_a_frame": (
        "A DataFrame of Polars or pandas or a Table of PyArrow is expected, not {given}. Collect a lazy one first.",
        "Αναμένεται DataFrame της Polars ή της pandas ή Table της PyArrow, όχι {given}. Αν είναι lazy, καλέστε πρώτα "
        "το collect().",
    ),
    "frame_columns_alike": (
        "{file}: columns have the same name: {said}. Rename them, so that each has its own.",
        "{file}: κάποιες στήλες έχουν το ίδιο όνομα: {said}. Μετονομάστε τες, ώστε η καθεμία να έχει δικό της.",
    ),
    "unknown_bad_answers": ("bad_answers cannot be '{given}'. {hint}", "Το bad_answers δεν παίρνει «{given}». {hint}"),
    # Options
    "spark_conf_without_spark": ("--spark-conf is for --engine spark.", None),
    "not_a_count": (
        "--max-rejects: '{given}' is not a whole number from 0, such as 100.",
        "--max-rejects: το «{given}» δεν είναι ακέραιος αριθμός από 0 και πάνω, όπως 100.",
    ),
    "no_such_template": (
        "--template: there is no format '{given}'. {hint}",
        "--template: δεν υπάρχει μορφή «{given}». {hint}",
    ),
    "workbook_not_shown": (
        "A workbook cannot be shown. Name a file with -o, such as -o subjects.xlsx.",
        "Ένα αρχείο Excel δεν εμφανίζεται στην οθόνη. Δώστε αρχείο με -o, όπως -o subjects.xlsx.",
    ),
    "db_without_use": (
        "--db is the history to save in, or to compare with: it goes with --save, --report or --pages.",
        "Το --db λέει σε ποιο ιστορικό γίνεται η αποθήκευση, ή με ποιο η σύγκριση: πηγαίνει μαζί με --save, "
        "--report ή --pages.",
    ),
    "save_of_changed_texts": (
        "--save, --db and --pages read the result again, where --spreadsheet-safe has changed texts. Leave it out.",
        "Τα --save, --db και --pages ξαναδιαβάζουν το αποτέλεσμα, όπου το --spreadsheet-safe έχει αλλάξει κείμενα. "
        "Παραλείψτε το.",
    ),
    "save_needs_id_and_file": (
        "--save and --db need a file for the result, -o, and for a table the column that names the subject, --id.",
        "Τα --save και --db χρειάζονται αρχείο για το αποτέλεσμα (-o) και, για πίνακα, τη στήλη με το όνομα της "
        "επιχείρησης (--id, ή id στο αρχείο αντιστοίχισης).",
    ),
    "no_report_to_open": (
        "--open shows a report, or pages: name them with --report FILE.html, or --pages FOLDER.",
        "Το --open δείχνει μια αναφορά ή τις σελίδες: δώστε και --report ΑΡΧΕΙΟ.html ή --pages ΦΑΚΕΛΟΣ.",
    ),
    "report_suffix": (
        "--report: '{file}' does not end in one of: {known}.",
        "--report: το «{file}» δεν τελειώνει σε κάτι από τα εξής: {known}.",
    ),
    "report_needs_result": (
        "--report is made from the result: name a file for it with -o.",
        "Το --report φτιάχνεται από το αποτέλεσμα: δώστε αρχείο με -o.",
    ),
    "columnar_unfit": (
        "The columnar engine reads delimited text and Parquet, writes CSV, TSV and Parquet, and has no --full. Leave "
        "out --engine columnar.",
        "Το --engine columnar διαβάζει κείμενο με στήλες και Parquet, γράφει CSV, TSV και Parquet, και "
        "δεν έχει --full. Αφήστε έξω το --engine columnar.",
    ),
    # Runs and results
    "interrupted_resumable": (
        "Interrupted. The same command with --resume goes on from there.",
        "Διακόπηκε. Με την ίδια εντολή και --resume συνεχίζετε από εκεί.",
    ),
    "run_at_work": (
        "Another run is writing '{file}'. Wait for it, or write somewhere else.",
        "Μια άλλη εκτέλεση γράφει το «{file}». Περιμένετε να τελειώσει, ή γράψτε κάπου αλλού.",
    ),
    "resume_needs_file": (
        "--resume needs a file as -o: what went to a pipe cannot be taken up again.",
        "Το --resume χρειάζεται αρχείο στο -o: ό,τι στάλθηκε σε άλλο πρόγραμμα δεν συνεχίζεται.",
    ),
    "resume_gone": (
        "What an interrupted run left for '{file}' is gone. Leave out --resume to start anew.",
        "Ό,τι άφησε η εκτέλεση που διακόπηκε για το «{file}» δεν υπάρχει πια. Αφήστε έξω το --resume για "
        "να ξεκινήσετε από την αρχή.",
    ),
    "resume_unreadable": (
        "What an interrupted run left for '{file}' cannot be read. Leave out --resume.",
        "Ό,τι άφησε η εκτέλεση που διακόπηκε για το «{file}» δεν διαβάζεται. Αφήστε έξω το --resume.",
    ),
    "resume_other_options": (
        "The interrupted run that wrote '{file}' had another model or other options. Repeat it as it was, or leave "
        "out --resume to start anew.",
        "Η εκτέλεση που έγραφε το «{file}» και διακόπηκε είχε άλλη κλίμακα ή άλλες επιλογές. Επαναλάβετέ "
        "την όπως ήταν ή αφήστε έξω το --resume για να ξεκινήσετε από την αρχή.",
    ),
    "resume_other_input": (
        "The input has changed since the run that wrote '{file}' was interrupted. Leave out --resume to start anew.",
        "Το αρχείο που διαβάζεται άλλαξε από τότε που διακόπηκε η εκτέλεση που έγραφε το «{file}». Αφήστε"
        " έξω το --resume για να ξεκινήσετε από την αρχή.",
    ),
    "not_to_a_pipe": (
        "{format} cannot be written to a pipe. Name a file with -o.",
        "Το {format} δεν γράφεται σε σωλήνωση. Δώστε ένα αρχείο με -o.",
    ),
    "nothing_written": ("Nothing was written.", "Δεν γράφτηκε τίποτα."),
    "rejects_are_in": ("They are in '{file}'.", "Βρίσκονται στο «{file}»."),
    "too_many_rejects": ("more than {most} rejects", "περισσότερες από {most} απορρίψεις"),
    "not_written_kept": (
        "The result could not be written to '{file}': {why}. What is done so far is kept: the same command with "
        "--resume goes on.",
        "Το αποτέλεσμα δεν μπόρεσε να γραφτεί στο «{file}»: {why}. Όσα έγιναν ως τώρα κρατήθηκαν· η ίδια "
        "εντολή με --resume συνεχίζει.",
    ),
    "result_not_written": ("The result could not be written: {why}.", "Το αποτέλεσμα δεν μπόρεσε να γραφτεί: {why}."),
    "workbook_rows": (
        "A workbook has at most {most} rows. Write to a .csv or .parquet file instead.",
        "Ένα βιβλίο XLSX έχει το πολύ {most} γραμμές. Γράψτε σε αρχείο .csv ή .parquet.",
    ),
    "workbook_cell": (
        "A cell of a workbook holds at most {most} characters, and one here has {count}. Write to a .csv or .parquet "
        "file instead.",
        "Ένα κελί XLSX χωρά το πολύ {most} χαρακτήρες, και εδώ κάποιο έχει {count}. Γράψτε σε αρχείο .csv ή .parquet.",
    ),
    "result_rows_changed": (
        "{file} is not as it was written: {read} rows of it can be read, but {written} were written. Nothing was "
        "saved. Run it again.",
        "Το αρχείο «{file}» δεν είναι όπως γράφτηκε: διαβάζονται {read} γραμμές, αλλά γράφτηκαν {written}. Δεν "
        "αποθηκεύτηκε τίποτα. Εκτελέστε το ξανά.",
    ),
    "result_changed": (
        "{file} is not as it was written: {column}: {why}.",
        "{file}: δεν είναι όπως γράφτηκε: {column}: {why}.",
    ),
    # Spark
    "spark_lacks": ("The Spark engine has no {flag}. Leave it out, or choose another --engine.", None),
    "spark_needs_input": ("Name an INPUT that Spark can read: a path, or table:NAME.", None),
    "spark_needs_output": ("Name what Spark is to write with -o: a path, or table:NAME.", None),
    "spark_formats": (
        "The Spark engine writes CSV, TSV, JSON Lines, Parquet and tables. Choose one with --format.",
        None,
    ),
    "not_a_setting": ("--spark-conf: '{given}' is not KEY=VALUE, such as spark.master=local[4].", None),
    "spark_does_not_start": ("Spark does not start: {said}. It needs Java 17 or newer.", None),
    "spark_says": ("Spark: {said}.", None),
    "spark_failed": ("Spark could not finish: {said}. {hint}", None),
    "spark_workers_lack": ("Workers lack {name}: install 'stagecli[spark]' there; see 'stagecli guide cluster'.", None),
    "place_taken": (
        "{name} is there already: '{file}'. Name another place, or remove it.",
        "Υπάρχει ήδη: «{file}» ({name}). Δώστε άλλη θέση ή αφαιρέστε το.",
    ),
    "rejects_not_written": (
        "'{file}' is written, but not the {count} rejects: {said}. Name another place with --rejects.",
        "Το «{file}» γράφτηκε, όχι όμως και οι {count} γραμμές που απορρίφθηκαν: {said}. Δώστε άλλη θέση με --rejects.",
    ),
}
"""English and Greek, side by side; entries without Greek are in English for everybody."""
