"""Texts of the questionnaire's page, and of the command that writes it."""

TEXTS: dict[str, tuple[str, str | None]] = {
    # The first view
    "page_how_long": (
        "At most {questions} short questions, about {minutes}.",
        "Το πολύ {questions} σύντομες ερωτήσεις, περίπου {minutes}.",
    ),
    "page_private": (
        "Your answers stay on this device. Nothing is sent unless you send it yourself.",
        "Οι απαντήσεις σας μένουν σε αυτή τη συσκευή. Δεν στέλνονται πουθενά, αν δεν τις στείλετε εσείς.",
    ),
    "page_nothing_kept": (
        "Nothing is saved on this device, and nothing is sent unless you send it yourself.",
        "Τίποτα δεν αποθηκεύεται σε αυτή τη συσκευή και τίποτα δεν στέλνεται, αν δεν το στείλετε εσείς.",
    ),
    "page_not_kept": (
        "This browser saves nothing for this page: if you close it, your answers are gone.",
        "Ο browser δεν αποθηκεύει τις απαντήσεις σας: αν κλείσετε τη σελίδα, θα χαθούν.",
    ),
    "page_kept": (
        "You have begun already. Answers so far: {count}.",
        "Έχετε ήδη ξεκινήσει. Απαντήσεις ως τώρα: {count}.",
    ),
    "page_begin": ("Begin", "Ξεκινήστε"),
    "page_go_on": ("Continue where you stopped", "Συνεχίστε από εκεί που σταματήσατε"),
    "page_start_over": ("Start over", "Ξεκινήστε από την αρχή"),
    "page_language": ("Language", "Γλώσσα"),
    "page_language_name": ("English", "Ελληνικά"),
    # A question
    "page_continue": ("Continue", "Συνέχεια"),
    "page_back": ("Back", "Πίσω"),
    "page_dont_know": ("I don't know", "Δεν ξέρω"),
    "page_help": ("Help, and why we ask", "Βοήθεια και γιατί ρωτάμε"),
    "page_choose": (
        "Choose an answer. “I don't know” is one, too.",
        "Διαλέξτε μια απάντηση. Και το «Δεν ξέρω» είναι απάντηση.",
    ),
    "page_type": (
        "Type a number, or tick “I don't know”.",
        "Γράψτε έναν αριθμό ή διαλέξτε «Δεν ξέρω».",
    ),
    "page_not_a_number": (
        "{why}. Type a number from {low} to {high}.",
        "{why}. Γράψτε έναν αριθμό από {low} έως {high}.",
    ),
    "page_changing": ("Change your answer", "Αλλάζετε την απάντησή σας"),
    # Review
    "page_change": ("Change", "Αλλαγή"),
    "page_to_result": ("See the result", "Δείτε το αποτέλεσμα"),
    "page_to_sending": ("Go on to sending", "Συνέχεια στην αποστολή"),
    # Result
    "page_no_result": (
        "There is no result, since no question was answered. You can go back and answer some.",
        "Δεν υπάρχει αποτέλεσμα, γιατί δεν απαντήσατε σε καμία ερώτηση. Μπορείτε να γυρίσετε πίσω και να απαντήσετε.",
    ),
    "page_print": ("Print, or save as PDF", "Εκτύπωση ή αποθήκευση ως PDF"),
    # Handing back
    "page_thanks": ("Thank you", "Σας ευχαριστούμε"),
    "page_sending": ("Send your answers", "Στείλτε τις απαντήσεις σας"),
    "page_sending_how": (
        "Choose one way. Nothing has been sent so far.",
        "Διαλέξτε έναν τρόπο. Ως τώρα δεν έχει σταλεί τίποτα.",
    ),
    "page_name": (
        "Your name or your business's, so that it is known whose answers these are",
        "Το όνομά σας ή της επιχείρησής σας, για να φαίνεται ποιανού είναι οι απαντήσεις",
    ),
    "page_mail": ("By mail", "Με mail"),
    "page_mail_how": (
        "Opens your mail program with your answers in it. You press Send there.",
        "Ανοίγει ένα έτοιμο mail με τις απαντήσεις σας. Την «Αποστολή» την πατάτε εσείς.",
    ),
    "page_mail_open": ("Open the mail", "Ανοίξτε το mail"),
    "page_mail_too_long": (
        "Your answers are too long for a mail that is filled in. Download or copy them.",
        "Οι απαντήσεις σας δεν χωρούν σε έτοιμο mail. Κατεβάστε τες ή αντιγράψτε τες.",
    ),
    "page_mail_subject": ("My answers: {title}", "Οι απαντήσεις μου: {title}"),
    "page_greeting": (
        "Hello, here are my answers.",
        "Γεια σας, αυτές είναι οι απαντήσεις μου.",
    ),
    "page_leave_line": ("Please leave this line as it is:", "Παρακαλώ μην πειράξετε αυτή τη γραμμή:"),
    "page_download": ("Download", "Λήψη"),
    "page_download_how": (
        "A small file to attach to a message, or to hand over.",
        "Ένα μικρό αρχείο για να το επισυνάψετε σε μήνυμα ή να το δώσετε.",
    ),
    "page_copy": ("Copy", "Αντιγραφή"),
    "page_copy_how": (
        "Your answers as text, for any messenger.",
        "Οι απαντήσεις σας ως κείμενο, για όποια εφαρμογή μηνυμάτων θέλετε.",
    ),
    "page_copied": ("Copied. Paste it into a message.", "Αντιγράφηκαν. Επικολλήστε τες σε ένα μήνυμα."),
    "page_copy_by_hand": (
        "Copy the selected text below, and paste it into a message.",
        "Αντιγράψτε το επιλεγμένο κείμενο πιο κάτω και επικολλήστε το σε ένα μήνυμα.",
    ),
    "page_sent": (
        "I have sent them: remove them from this device",
        "Τις έστειλα: να σβηστούν από αυτή τη συσκευή",
    ),
    "page_removed": ("Your answers are no longer on this device", "Οι απαντήσεις σας σβήστηκαν από αυτή τη συσκευή"),
    "page_next_person": ("Next person", "Επόμενος"),
    # Without a script
    "page_unscripted": (
        "This page asks one question at a time and shows a result. Here it cannot: the preview in a mail program, for "
        "example, does not let it. Save the file and open it in a browser. Or print the questions below, tick your "
        "answers by hand, and leave out what does not apply to you.",
        "Αυτή η σελίδα κάνει μία μία τις ερωτήσεις και δείχνει το αποτέλεσμα. Εδώ δεν γίνεται, ίσως επειδή τη βλέπετε "
        "στην προεπισκόπηση του mail. Αποθηκεύστε το αρχείο και ανοίξτε το σε browser. Ή τυπώστε τις ερωτήσεις πιο "
        "κάτω, σημειώστε τις απαντήσεις σας με το χέρι και αφήστε κενό ό,τι δεν σας αφορά.",
    ),
    # The command
    "questionnaire_needs_output": (
        "Say where to write the page, as in -o questionnaire.html, or show it with --open.",
        "Πείτε πού θα αποθηκευτεί η σελίδα, όπως -o questionnaire.html, ή δείτε τη με --open.",
    ),
    "questionnaire_no_page": (
        "'{file}' is not the name of a page: let it end in .html.",
        "Το «{file}» δεν είναι όνομα σελίδας: πρέπει να τελειώνει σε .html.",
    ),
    "questionnaire_no_language": (
        "The questionnaire of '{id}' cannot be in {language}. It can be in: {languages}.",
        "Δεν υπάρχει ερωτηματολόγιο της κλίμακας «{id}» στη γλώσσα {language}. Υπάρχει σε: {languages}.",
    ),
    "questionnaire_send": (
        "--send takes one mail address, as in mailto:me@example.com, not '{given}'.",
        "Το --send θέλει μία διεύθυνση mail, όπως mailto:me@example.com, και όχι «{given}».",
    ),
    "questionnaire_intro_unreadable": (
        "The text for --intro cannot be read from '{file}': {why}.",
        "Το κείμενο του --intro δεν διαβάζεται από το «{file}»: {why}.",
    ),
    "questionnaire_intro_no_text": ("it is not text in UTF-8", "δεν είναι κείμενο σε UTF-8"),
    "questionnaire_intro_too_long": (
        "it has more than {most} characters",
        "έχει περισσότερους από {most} χαρακτήρες",
    ),
    "questionnaire_name_and_for": (
        "--name is for one page, --for makes a page for each client. Leave one of them out.",
        "Το --name είναι για μία σελίδα, το --for γράφει μία για κάθε πελάτη. Δώστε μόνο το ένα.",
    ),
    "questionnaire_id_without_for": (
        "--id and --encoding are for the table of --for. Add --for, or leave them out.",
        "Τα --id και --encoding αφορούν τον πίνακα του --for. Προσθέστε το --for ή παραλείψτε τα.",
    ),
    "questionnaire_open_with_for": (
        "--open shows one page, --for writes many. Leave one of them out.",
        "Το --open δείχνει μία σελίδα, το --for γράφει πολλές. Δώστε μόνο το ένα.",
    ),
    "questionnaire_needs_folder": (
        "Say with -o in which folder the clients' pages go.",
        "Πείτε με -o σε ποιον φάκελο θα μπουν οι σελίδες των πελατών.",
    ),
}
"""English and Greek, side by side."""
