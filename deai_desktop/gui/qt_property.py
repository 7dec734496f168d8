"""Qt's ``Property`` as a type checker understands it: reading it gives what its function returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import Signal

    Value = TypeVar("Value")

    class _Readable(Generic[Value]):
        def __get__(self, instance: object, owner: type | None = None) -> Value: ...

    class _Writable(_Readable[Value]):
        def __set__(self, instance: object, value: Value) -> None: ...

    def qt_property(
        kind: type | str, *, notify: Signal | None = None, constant: bool = False
    ) -> Callable[[Callable[[Any], Value]], _Readable[Value]]:
        """Make a method a property that QML may read."""

    def qt_writable(
        kind: type | str,
        read: Callable[[Any], Value],
        write: Callable[[Any, Value], None],
        *,
        notify: Signal | None = None,
    ) -> _Writable[Value]:
        """Make a property that QML may read and write."""

else:
    from PySide6.QtCore import Property as qt_property  # noqa: N813

    qt_writable = qt_property

__all__ = ["qt_property", "qt_writable"]
