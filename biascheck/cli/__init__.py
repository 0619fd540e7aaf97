"""The command line: one thin file per command, loaded when it is called."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from biascheck.errors import BiascheckError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches the user.

    With ``BIASCHECK_DEBUG=1`` in the environment a bug shows its traceback.
    """
    from biascheck.cli import app, messages, output

    try:
        code = app.run(arguments)
        output.flush()
    except BiascheckError as error:
        messages.tell_error(error)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return int(ExitCode.INTERRUPTED)
    except (BrokenPipeError, output.PipeClosedError):
        # The reader has seen enough, as with "| head".
        output.discard()
        return int(ExitCode.OK)
    except Exception as error:  # noqa: BLE001 - the last resort
        _tell_bug(error)
        return int(ExitCode.NOTHING_DONE)
    return code


def _tell_bug(error: Exception) -> None:
    from biascheck.cli import messages

    if os.environ.get("BIASCHECK_DEBUG") == "1":
        traceback.print_exc(file=sys.stderr)
    messages.tell(
        f"this is a bug ({type(error).__name__}: {error}). Please report it to the project, "
        "with what the same command prints under BIASCHECK_DEBUG=1."
    )
