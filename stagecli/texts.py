"""Interface strings, one entry a string, English and Greek side by side. Texts of a ladder are in its model."""

LANGUAGES = ("en", "el")
"""The languages of the interface; a model may have others, whose readers get the interface in English."""

DONT_KNOW_LABELS = (
    "don't know",
    "I don't know",
    "not sure",
    "δεν ξέρω",
    "δεν γνωρίζω",
    "δεν είμαι σίγουρος",
    "δεν είμαι σίγουρη",
)
"""What else is accepted for *don't know*, besides its id."""

_TEXTS: dict[str, tuple[str, str]] = {
    "status_clear": ("Stage {stage}, clear ({percent})", "Στάδιο {stage}, ξεκάθαρα ({percent})"),
    "status_likely": ("Probably stage {stage} ({percent})", "Πιθανότατα στάδιο {stage} ({percent})"),
    "status_between": (
        "Between stages {low} and {high} ({percents})",
        "Ανάμεσα στα στάδια {low} και {high} ({percents})",
    ),
    "status_unclear": (
        "Not clear yet; closest to stage {stage} ({percent})",
        "Δεν είναι ακόμη ξεκάθαρο· πιο κοντά στο στάδιο {stage} ({percent})",
    ),
    "result": ("Result", "Αποτέλεσμα"),
    "ladder": ("The ladder", "Η κλίμακα"),
    "name": ("Name", "Όνομα"),
    "balance": (
        "How far each answer tips the balance from stage {other} to stage {stage}.",
        "Πόσο γέρνει κάθε απάντηση τη ζυγαριά από το στάδιο {other} προς το στάδιο {stage}.",
    ),
    "speaks": ("For or against", "Υπέρ ή κατά"),
    "here": ("you are here", "είστε εδώ"),
    "closest": ("closest", "πιο κοντά"),
    "summary": ("At stage {stage}, typically: {summary}", "Στο στάδιο {stage}, συνήθως: {summary}"),
    "or_here": ("or here", "ή εδώ"),
    "ruled_out": ("ruled out", "αποκλείεται"),
    "spoke_for": ("Why here, and not stage {other}", "Γιατί εδώ και όχι στο στάδιο {other}"),
    "spoke_against": ("What points the other way", "Τι δείχνει το αντίθετο"),
    "and_more": ("and {number} more", "και {number} ακόμη"),
    "surprises": ("Unusual for this stage", "Ασυνήθιστο γι’ αυτό το στάδιο"),
    "surprise": (
        "You said “{label}”; that is more typical of stage {number}, “{name}”.",
        "Είπατε «{label}»· αυτό ταιριάζει περισσότερο στο στάδιο {number}, «{name}».",
    ),
    "stages_ruled_out": (
        "Stages ruled out by your answer to “{question}”: {numbers}.",
        "Στάδια που αποκλείει η απάντησή σας στο «{question}»: {numbers}.",
    ),
    "not_counted": (
        "Not counted, because other answers say that it does not apply: {question}",
        "Δεν μέτρησε, γιατί από άλλες απαντήσεις φαίνεται ότι δεν σας αφορά: {question}",
    ),
    "worth_asking": ("Questions that would settle it best", "Ερωτήσεις που θα το ξεκαθάριζαν καλύτερα"),
    "ahead": ("What comes next", "Τι ακολουθεί"),
    "next_stage": ("Next is stage {number}, “{name}”.", "Επόμενο είναι το στάδιο {number}, «{name}»."),
    "aim": (
        "The steps aim at stage {number}, “{name}”.",
        "Τα βήματα στοχεύουν στο στάδιο {number}, «{name}».",
    ),
    "last_stage": ("This is the last stage.", "Αυτό είναι το τελευταίο στάδιο."),
    "steps": ("Steps for this week", "Βήματα γι’ αυτή την εβδομάδα"),
    "steps_if": (
        "If it is stage {stage}: steps for this week",
        "Αν είναι το στάδιο {stage}: βήματα γι’ αυτή την εβδομάδα",
    ),
    "upkeep": ("What keeps you here", "Τι σας κρατά εδώ"),
    "why": ("Why: {why}", "Γιατί: {why}"),
    "effort_low": ("little effort", "λίγος κόπος"),
    "effort_medium": ("some effort", "μέτριος κόπος"),
    "effort_high": ("a lot of effort", "πολύς κόπος"),
    "after_step": ("after step {number}", "μετά το βήμα {number}"),
    "no_steps": (
        "You already do everything that the ladder advises at this stage. What is left takes time.",
        "Κάνετε ήδη όλα όσα προτείνει η κλίμακα σε αυτό το στάδιο. Τα υπόλοιπα θέλουν χρόνο.",
    ),
    "shortest_way": ("The shortest way", "Ο συντομότερος δρόμος"),
    "way_one": (
        "Step {steps} alone would bring your answers to stage {number}.",
        "Και μόνο με το βήμα {steps}, οι απαντήσεις σας θα έδειχναν το στάδιο {number}.",
    ),
    "way_many": (
        "Steps {steps} together would bring your answers to stage {number}.",
        "Με τα βήματα {steps} μαζί, οι απαντήσεις σας θα έδειχναν το στάδιο {number}.",
    ),
    "way_none": (
        "These steps are not enough by themselves: feelings and results take time to follow.",
        "Αυτά τα βήματα δεν αρκούν από μόνα τους: η διάθεση και τα αποτελέσματα έρχονται με τον χρόνο.",
    ),
    "and": ("and", "και"),
    "coverage": (
        "You answered {answered} of the {applicable} questions that apply.",
        "Απαντήσατε σε {answered} από τις {applicable} ερωτήσεις που σας αφορούν.",
    ),
    "judgement": (
        "The percentages rest on expert judgement, not yet on data.",
        "Τα ποσοστά βασίζονται στην κρίση ειδικών, όχι ακόμη σε δεδομένα.",
    ),
    "fitted": (
        "The percentages rest on expert judgement and on {subjects} cases whose stage was known.",
        "Τα ποσοστά βασίζονται στην κρίση ειδικών και σε {subjects} περιπτώσεις με γνωστό στάδιο.",
    ),
    "explain": ("Answer by answer", "Μία μία οι απαντήσεις"),
    "explain_how": (
        "Each bar says how far an answer moves the balance from stage {other} to stage {stage} (in nats).",
        "Κάθε μπάρα δείχνει πόσο γέρνει η απάντηση τη ζυγαριά από το στάδιο {other} προς το στάδιο {stage} (σε nats).",
    ),
    "prior": ("before any answer", "πριν από κάθε απάντηση"),
    "total": ("together", "συνολικά"),
    "posterior": ("How likely each stage is", "Πόσο πιθανό είναι κάθε στάδιο"),
    "question": ("Question", "Ερώτηση"),
    "answer": ("Answer", "Απάντηση"),
    "stage": ("Stage", "Στάδιο"),
    "probability": ("Probability", "Πιθανότητα"),
    "all_answers": ("All answers", "Όλες οι απαντήσεις"),
    "dont_know": ("don't know", "δεν ξέρω"),
    "not_asked": ("not answered", "χωρίς απάντηση"),
    "not_applicable": ("does not apply", "δεν σας αφορά"),
    "model_line": ("Ladder {id} {version}, {time}", "Κλίμακα {id} {version}, {time}"),
    "stages_more": (
        "“stagecli stages 3” shows one stage; “stagecli assess” finds yours.",
        "Με «stagecli stages 3» βλέπετε ένα στάδιο· με «stagecli assess» βρίσκετε το δικό σας.",
    ),
    "typical": ("Typical answers", "Συνηθισμένες απαντήσεις"),
    "of_100": ("{number} of 100", "{number} στα 100"),
    "changes": ("Changes: {changes}", "Αλλάζει: {changes}"),
    "questions": ("Questions", "Ερωτήσεις"),
    "size": ("{stages} stages, {signals} questions", "{stages} στάδια, {signals} ερωτήσεις"),
    "quote": ("“{text}”", "«{text}»"),
    "interview_intro": (
        "A few short questions, about two minutes. Type the number of your answer and press Enter.",
        "Λίγες σύντομες ερωτήσεις, περίπου δύο λεπτά. Γράψτε τον αριθμό της απάντησής σας και πατήστε Enter.",
    ),
    "interview_keys": (
        "? help, b back, s don't know, q save and quit",
        "; βοήθεια, β πίσω, σ δεν ξέρω, ε αποθήκευση και έξοδος",
    ),
    "interview_unfinished": (
        "There is an unfinished interview from {time} (answers: {count}): 'stagecli assess --resume' goes on "
        "with it. Your first answer here replaces it.",
        "Υπάρχει μια μισοτελειωμένη συνέντευξη από {time} (απαντήσεις: {count}): με «stagecli assess --resume» τη "
        "συνεχίζετε. Η πρώτη απάντησή σας εδώ την αντικαθιστά.",
    ),
    "interview_unfinished_other": (
        "There is an unfinished interview of another ladder, '{model}', from {time} (answers: {count}). Your first "
        "answer here replaces it.",
        "Υπάρχει μια μισοτελειωμένη συνέντευξη άλλης κλίμακας, «{model}», από {time} (απαντήσεις: {count}). Η πρώτη "
        "απάντησή σας εδώ την αντικαθιστά.",
    ),
    "interview_resumed": (
        "Going on where you stopped (answers: {count}).",
        "Συνεχίζουμε από εκεί που σταματήσατε (απαντήσεις: {count}).",
    ),
    "interview_dropped": (
        "The ladder has changed since; these answers no longer fit and are asked again: {signals}.",
        "Η κλίμακα άλλαξε από τότε· αυτές οι απαντήσεις δεν ταιριάζουν πια και θα ερωτηθούν ξανά: {signals}.",
    ),
    "interview_progress": ("Question {number} of at most {at_most}", "Ερώτηση {number} από το πολύ {at_most}"),
    "interview_number": ("Type a number ({unit}).", "Γράψτε έναν αριθμό ({unit})."),
    "interview_why": (
        "This is asked because it tells “{one}” from “{other}”.",
        "Το ρωτάμε γιατί ξεχωρίζει το «{one}» από το «{other}».",
    ),
    "interview_now": (
        "Your answer so far: {answer}. Enter keeps it.",
        "Η απάντησή σας ως τώρα: {answer}. Με Enter μένει.",
    ),
    "interview_fits": (
        "“{text}” fits {numbers}; type the number of the one you mean.",
        "Το «{text}» ταιριάζει στα {numbers}· γράψτε τον αριθμό αυτού που εννοείτε.",
    ),
    "interview_empty": ("Type an answer, or ? for help.", "Γράψτε μια απάντηση, ή ; για βοήθεια."),
    "review_change": (
        "Change answer {number}; b leaves it as it is.",
        "Αλλαγή της απάντησης {number}· με β μένει όπως είναι.",
    ),
    "review_not_understood": (
        "“{text}” is not in the list. Type a number from 1 to {count}, or press Enter for the result.",
        "Το «{text}» δεν είναι στη λίστα. Γράψτε έναν αριθμό από το 1 έως το {count}, ή πατήστε Enter για το "
        "αποτέλεσμα.",
    ),
    "interview_first": ("This is the first question.", "Αυτή είναι η πρώτη ερώτηση."),
    "interview_not_understood": (
        "“{text}” is not an answer here. Type a number from 1 to {count}, or ? for help.",
        "Το «{text}» δεν είναι απάντηση εδώ. Γράψτε έναν αριθμό από το 1 έως το {count}, ή ; για βοήθεια.",
    ),
    "interview_not_a_number": (
        "“{text}” is not an answer here. Type a number from {low} to {high}, or ? for help.",
        "Το «{text}» δεν είναι απάντηση εδώ. Γράψτε έναν αριθμό από {low} έως {high}, ή ; για βοήθεια.",
    ),
    "interview_half_letters": (
        "That did not arrive whole; please type it once more.",
        "Αυτό δεν ήρθε ολόκληρο· γράψτε το, παρακαλώ, ακόμη μία φορά.",
    ),
    "interview_stop_sure": (
        "That is enough: your answers point clearly enough to one stage.",
        "Αρκούν αυτές: οι απαντήσεις σας δείχνουν αρκετά καθαρά ένα στάδιο.",
    ),
    "interview_stop_settled": (
        "That is enough: no further answer could change the stage.",
        "Αρκούν αυτές: καμία άλλη απάντηση δεν θα άλλαζε το στάδιο.",
    ),
    "interview_stop_nothing_more": (
        "That is enough: the questions left would tell hardly anything more.",
        "Αρκούν αυτές: οι υπόλοιπες ερωτήσεις δεν θα έλεγαν σχεδόν τίποτα παραπάνω.",
    ),
    "interview_stop_all_asked": ("Those were all the questions.", "Αυτές ήταν όλες οι ερωτήσεις."),
    "review": ("Your answers", "Οι απαντήσεις σας"),
    "review_keys": (
        "Press Enter for the result, or type a number to change that answer.",
        "Πατήστε Enter για το αποτέλεσμα, ή γράψτε έναν αριθμό για να αλλάξετε εκείνη την απάντηση.",
    ),
    "interview_saved": (
        "Your answers are kept. 'stagecli assess --resume' goes on.",
        "Οι απαντήσεις σας κρατήθηκαν. Με «stagecli assess --resume» συνεχίζετε.",
    ),
    "interview_nothing_saved": ("Nothing was answered yet.", "Δεν υπήρχε ακόμη καμία απάντηση."),
    "interview_not_kept": (
        "Your answers cannot be kept while you go: {reason}.",
        "Οι απαντήσεις σας δεν μπορούν να κρατηθούν στην πορεία: {reason}.",
    ),
    "input_ended": (
        "The input ended before the interview did.",
        "Η είσοδος τελείωσε πριν από τη συνέντευξη.",
    ),
    "batch_rows": (
        "Rows read: {read}. Written: {written}. Rejected: {rejected}.",
        "Γραμμές που διαβάστηκαν: {read}. Γράφτηκαν: {written}. Απορρίφθηκαν: {rejected}.",
    ),
    "batch_status": (
        "Clear: {clear}. Likely: {likely}. Between two stages: {between}. Unclear: {unclear}.",
        "Ξεκάθαρα: {clear}. Πιθανότατα: {likely}. Ανάμεσα σε δύο στάδια: {between}. Όχι ξεκάθαρα: {unclear}.",
    ),
    "batch_next_steps": ("Most frequent next steps", "Τα συχνότερα επόμενα βήματα"),
    "batch_repeated": (
        "Rows with an id that was there before: {count}, such as {examples}.",
        "Γραμμές με όνομα ή κωδικό που είχε ήδη εμφανιστεί: {count}, όπως {examples}.",
    ),
    "batch_repeated_incomplete": (
        "Repeated ids were looked for among the first million only.",
        "Ο έλεγχος για επαναλήψεις κάλυψε μόνο το πρώτο εκατομμύριο ονόματα ή κωδικούς.",
    ),
    "batch_rejects": (
        "Rejected rows, each with its reason: {file}",
        "Ποιες γραμμές απορρίφθηκαν και γιατί: {file}",
    ),
    "batch_near_miss": (
        "The column '{column}' matches no signal; did you mean '{signal}'?",
        "Η στήλη «{column}» δεν ταιριάζει με καμία ερώτηση· μήπως εννοούσατε «{signal}»;",
    ),
    "batch_names_taken": (
        "The input has columns named {columns}; the names of all added columns start with '{prefix}'.",
        "Το αρχείο έχει ήδη στήλες με τα ονόματα {columns}· όλες οι νέες στήλες αρχίζουν με «{prefix}».",
    ),
    "batch_interrupted": ("Interrupted.", "Διακόπηκε."),
    "batch_resumable": (
        "The same command with --resume goes on from there.",
        "Με την ίδια εντολή και --resume συνεχίζετε από εκεί.",
    ),
    "batch_progress": ("{rows} rows, {rate} a second", "{rows} γραμμές, {rate} το δευτερόλεπτο"),
    "portfolio": ("Portfolio", "Συνολική εικόνα"),
    "portfolio_count": ("Assessed: {count}", "Αξιολογήθηκαν: {count}"),
    "portfolio_stages": ("Where they stand", "Σε ποιο στάδιο βρίσκονται"),
    "portfolio_how_many": ("How many", "Πόσοι"),
    "portfolio_step": ("Next step", "Επόμενο βήμα"),
    "portfolio_closest": ("Closest to the next stage", "Πιο κοντά στο επόμενο στάδιο"),
    "portfolio_closest_how": (
        "Their second likeliest stage is the next one; the least sure come first.",
        "Το δεύτερο πιθανότερο στάδιό τους είναι το επόμενο· πρώτα όσοι είναι πιο οριακά.",
    ),
    "portfolio_unclear": ("Unclear: {count}", "Όχι ξεκάθαρα: {count}"),
    "portfolio_unclear_how": (
        "A few more answers would settle these; the least sure come first.",
        "Με λίγες ακόμη απαντήσεις θα ξεκαθάριζαν· πρώτα οι λιγότερο σίγουρες περιπτώσεις.",
    ),
    "portfolio_rejects": ("Rows that could not be read: {count}", "Γραμμές που δεν διαβάστηκαν: {count}"),
    "portfolio_line": ("Line", "Γραμμή"),
    "portfolio_value": ("What stands there", "Τι γράφει"),
    "portfolio_reason": ("What is wrong", "Τι δεν ταιριάζει"),
    "portfolio_all": ("All of them", "Όλοι, ένας προς έναν"),
    "portfolio_printed": (
        "The list of all is on the screen, and in {file}.",
        "Ο πλήρης κατάλογος είναι στην οθόνη και στο {file}.",
    ),
    "portfolio_subject": ("Who", "Ποιος"),
    "portfolio_status": ("How sure", "Πόσο σίγουρα"),
    "portfolio_find": ("Find", "Αναζήτηση"),
    "portfolio_any": ("Any", "Όλα"),
    "portfolio_shown": ("Shown: {shown} of {all}", "Εμφανίζονται: {shown} από {all}"),
    "portfolio_row": ("Row {row}", "Γραμμή {row}"),
    "portfolio_verdict": (
        "Second likeliest: stage {second}. Answered {answered} of {applicable} questions that apply.",
        "Δεύτερο πιθανότερο: στάδιο {second}. Απαντήθηκαν {answered} από τις {applicable} ερωτήσεις που ισχύουν.",
    ),
    "portfolio_many": (
        "More than {most}: only those who stand out are listed here. All are in {file}.",
        "Είναι περισσότεροι από {most}: εδώ φαίνονται μόνο όσοι ξεχωρίζουν. Όλοι βρίσκονται στο {file}.",
    ),
    "confidence": ("Confidence", "Βεβαιότητα"),
    "word_clear": ("clear", "ξεκάθαρα"),
    "word_likely": ("likely", "πιθανότατα"),
    "word_between": ("between two", "ανάμεσα σε δύο"),
    "word_unclear": ("unclear", "όχι ξεκάθαρα"),
    "template_intro": (
        "Answers for “{title}”. Put an option after each colon; leave empty what you do not know.",
        "Απαντήσεις για «{title}». Γράψτε μία επιλογή μετά από κάθε «:»· ό,τι δεν ξέρετε, αφήστε το κενό.",
    ),
    "template_number": ("a number of {unit}, from {low} to {high}", "αριθμός ({unit}), από {low} έως {high}"),
    "template_gate": ("only if {conditions}", "μόνο αν {conditions}"),
}


def say(key: str, language: str, **values: object) -> str:
    """An interface string in a language (English for languages that the interface does not speak)."""
    english, greek = _TEXTS[key]
    return (greek if language == "el" else english).format(**values)
