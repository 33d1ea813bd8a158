"""`python -m clausediff`."""

import sys

from clausediff.cli import main

sys.exit(main())
