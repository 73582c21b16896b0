"""`python -m openbeian` is `openbeian`."""

import sys

from openbeian.cli import main

sys.exit(main())
