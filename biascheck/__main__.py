"""``python -m biascheck`` is ``biascheck``."""

from __future__ import annotations

import sys

from biascheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
