"""The browser: shows a page after it was written."""

import secrets
import tempfile
import webbrowser
from pathlib import Path

from stagecli.cli.errors import print_error
from stagecli.escaping import visible


def page_to_show() -> Path:
    """The path of a page that is only shown: in a private folder that is made once there is a page."""
    return Path(tempfile.gettempdir()) / f"stagecli-{secrets.token_hex(4)}" / "result.html"


def show(page: Path) -> None:
    """Show a page, or print its path if no browser opens."""
    shown = visible(str(page))
    if webbrowser.open(page.absolute().as_uri()):
        print_error(f"Shown in the browser: {shown}")
    else:
        print_error(f"No browser could be opened. The page is {shown}")
