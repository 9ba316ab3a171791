"""The terminal: parse → call → write. One file a command; errors and exit codes in `report`, files in `streams`.

Nothing heavy is imported here: `main` imports only the command that is called.
"""
