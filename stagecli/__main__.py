"""`python -m stagecli` and the `stagecli` command."""

import gc
import sys


def run() -> None:
    """Run the command line and exit with its code."""
    gc.disable()  # start-up allocates much and frees nothing: 5% of its time; for long commands `main` enables it
    try:
        from stagecli.cli import interrupts
        from stagecli.cli.main import main

        interrupts.listen()
        code = main()
        interrupts.end()
    except KeyboardInterrupt:  # while the program was still being loaded
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    run()
