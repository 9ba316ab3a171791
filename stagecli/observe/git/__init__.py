"""Measures of a git clone: `view` reads it safely, `history` says what was read, the others what follows from it."""
