"""The terminal: parse → call → write. One file per command; errors and exit codes in `errors`, files in `streams`.

Nothing heavy is imported here: `main` imports only the called command.
"""
