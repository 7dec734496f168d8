"""View-models that are kept until the process ends.

PySide makes a meta-object for many an instance of its own. Freed, the next one may come to lie at the same address, and
QML takes it for the one it knew there. The program has one of each only.
"""

from __future__ import annotations

KEPT: list[object] = []
