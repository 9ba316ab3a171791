"""Sentences of the system and of libraries, each its own key, with what they say in Greek."""

_GREEK = {
    # the system
    "No such file or directory": "δεν υπάρχει τέτοιο αρχείο ή φάκελος",
    "Permission denied": "δεν επιτρέπεται η πρόσβαση",
    "Operation not permitted": "δεν επιτρέπεται",
    "Is a directory": "είναι φάκελος",
    "Not a directory": "δεν είναι φάκελος",
    "File exists": "υπάρχει ήδη",
    "Directory not empty": "ο φάκελος δεν είναι άδειος",
    "No space left on device": "ο δίσκος είναι γεμάτος",
    "Disk quota exceeded": "δεν έχετε άλλο χώρο στον δίσκο",
    "File too large": "το αρχείο γίνεται πολύ μεγάλο",
    "Read-only file system": "ο δίσκος είναι μόνο για ανάγνωση",
    "File name too long": "το όνομα του αρχείου είναι πολύ μεγάλο",
    "Input/output error": "ο δίσκος ή η σύνδεση έχει βλάβη",
    "Device or resource busy": "χρησιμοποιείται αυτή τη στιγμή",
    "Text file busy": "χρησιμοποιείται αυτή τη στιγμή",
    "Too many open files": "είναι ανοιχτά πάρα πολλά αρχεία",
    "Too many levels of symbolic links": "οι σύνδεσμοι οδηγούν σε κύκλο",
    "Invalid argument": "δεν είναι έγκυρο",
    "Broken pipe": "ο παραλήπτης έκλεισε",
    "Bad file descriptor": "το αρχείο είναι κλειστό",
    # JSON
    "expecting value": "λείπει μια τιμή",
    "expecting property name enclosed in double quotes": "λείπει ένα όνομα μέσα σε εισαγωγικά",
    "expecting ':' delimiter": "λείπει το «:»",
    "expecting ',' delimiter": "λείπει το «,»",
    "illegal trailing comma before end of object": "υπάρχει «,» πριν από το «}}»",
    "illegal trailing comma before end of array": "υπάρχει «,» πριν από το «]»",
    "unterminated string starting at": "ένα κείμενο δεν κλείνει με εισαγωγικά",
    "invalid control character at": "υπάρχει χαρακτήρας ελέγχου μέσα σε κείμενο",
    "invalid \\escape": "το «\\» δεν ακολουθείται από κάτι γνωστό",
    "invalid \\uXXXX escape": "το «\\u» δεν ακολουθείται από τέσσερα ψηφία",
    "extra data": "υπάρχει κι άλλο κείμενο μετά το τέλος",
    # workbooks
    "File is not a zip file": "δεν είναι βιβλίο εργασίας",
    "Bad magic number for central directory": "είναι χαλασμένο",
    "Truncated file header": "είναι κομμένο",
    # the history
    "file is not a database": "το αρχείο δεν είναι ιστορικό",
    "database disk image is malformed": "το αρχείο είναι χαλασμένο",
    "disk I/O error": "ο δίσκος έχει βλάβη",
    "database or disk is full": "ο δίσκος είναι γεμάτος",
    "unable to open database file": "το αρχείο δεν ανοίγει",
    "attempt to write a readonly database": "το αρχείο είναι μόνο για ανάγνωση",
}
TEXTS = {sentence: (sentence, greek) for sentence, greek in _GREEK.items()}
