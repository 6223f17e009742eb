"""`python -m rankdsl` is the command `rankdsl`."""

import sys

from rankdsl.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
