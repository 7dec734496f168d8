"""DeAI Desktop: the window."""

import sys

from deai_desktop.__main__ import desktop
from deai_desktop.core.paths import Paths
from deai_desktop.system.message_box import show_error
from deai_desktop.system.standard_streams import replace_missing_streams
from deai_desktop.system.windows_version import this_version, why_too_old

if problem := why_too_old(this_version()):
    show_error("DeAI Desktop", problem)
    sys.exit(1)
printed = Paths.default().logs / "window-output.log"
replace_missing_streams(printed)
code = desktop()
if code:
    sys.stdout.flush()
    show_error("DeAI Desktop", f"The window could not be opened. What happened stands in:\n\n{printed}")
sys.exit(code)
