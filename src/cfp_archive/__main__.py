"""Run the command line: ``python -m cfp_archive``."""

from __future__ import annotations

import sys

from cfp_archive.cli import main

if __name__ == "__main__":
    sys.exit(main())
