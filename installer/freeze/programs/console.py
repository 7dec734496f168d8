"""deai: the command line, the node and the engine host."""

import sys

from deai_desktop.__main__ import main

sys.exit(main())
