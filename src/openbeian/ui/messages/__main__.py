"""`python -m openbeian.ui.messages ACTION`."""

import sys

from openbeian.ui.messages import main

sys.exit(main(sys.argv[1:]))
