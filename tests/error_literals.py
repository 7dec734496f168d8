"""Finds the texts of errors in the source, so that a test can say which of them nobody translates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import deai_desktop

_PACKAGE = Path(deai_desktop.__file__).parent
_ELSEWHERE = ("gui", "cli", "selftest", "node/openai")
"""The window words its own errors; those of the command line and of OpenAI's calls it never sees."""
_CAUSE = "Cause"
"""Carries message and hint of an error that is raised elsewhere."""
_PLACEHOLDERS = re.compile(r"(\{\w*\})+")
"""Those without a letter between them are one."""


def error_literals() -> dict[str, str]:
    """Return each title, message and hint without placeholders, and the place where it stands."""
    return {text: place for text, place in _error_texts().items() if "{" not in text}


def error_templates() -> dict[str, str]:
    """Return each of those with placeholders, which are all written ``{}`` here, and its place."""
    return {text: place for text, place in _error_texts().items() if "{" in text}


def damages_of_model_files() -> set[str]:
    """Return what the readers of model files put after “The file is damaged:”, placeholders written ``{}``."""
    found: set[str] = set()
    for file in (_PACKAGE / "models").glob("*.py"):
        module = ast.parse(file.read_text(encoding="utf-8"))
        reader = _Reader(module, {})
        for node in ast.walk(module):
            match node:
                case ast.Call(func=ast.Name(id="damaged" | "incomplete"), args=[text, *_]):
                    found.update(map(without_names, reader.texts(text)))
    return found


def refusals_of_members() -> set[str]:
    """Return why members of a pool do not do a job, placeholders written ``{}``."""
    found = {"busy"}  # the one reason that needs no words of its own
    for name in ("worker", "worker_rules"):
        module = ast.parse((_PACKAGE / "pool" / "jobs" / f"{name}.py").read_text(encoding="utf-8"))
        reader = _Reader(module, {})
        for node in ast.walk(module):
            match node:
                case ast.Call(func=ast.Name(id="RefusedError"), args=[_, text, *_]):
                    found.update(map(without_names, reader.texts(text)))
                case ast.FunctionDef(name="objection"):
                    returned = [
                        one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value
                    ]
                    found.update(
                        without_names(text) for one in returned for text in reader.texts(one) if text
                    )
    return found


def without_names(template: str) -> str:
    """Write every placeholder as ``{}``: in the source they are expressions."""
    return _PLACEHOLDERS.sub("{}", template)


def _error_texts() -> dict[str, str]:
    modules = {
        name: ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(_PACKAGE.rglob("*.py"))
        if not (name := file.relative_to(_PACKAGE).as_posix()).startswith(_ELSEWHERE)
    }
    errors = _error_classes(list(modules.values()))
    constants = {name: value for module in modules.values() for name, value in _constants(module).items()}
    found: dict[str, str] = {}
    for name, module in modules.items():
        reader = _Reader(module, constants)
        for node in ast.walk(module):
            for part in _parts(node, errors):
                for text in map(without_names, reader.texts(part)):
                    if " " in text.replace("{}", ""):
                        found.setdefault(text, f"{name}:{part.lineno}")
    return found


class _Reader:
    """Reads the texts that an expression can give."""

    def __init__(self, module: ast.Module, constants: dict[str, ast.expr]) -> None:
        self._constants = constants | _constants(module)
        self._functions = {one.name: one for one in ast.walk(module) if isinstance(one, ast.FunctionDef)}

    def texts(self, part: ast.expr) -> Iterator[str]:
        """Yield each of them; what is known only at run time gives none."""
        match part:
            case ast.Constant(value=str() as text):
                yield text
            case ast.IfExp(body=one, orelse=other):
                yield from self.texts(one)
                yield from self.texts(other)
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self.texts(value)
            case ast.JoinedStr(values=values):
                yield from self._joined(values)
            case ast.Name(id=name) if name in self._constants:
                yield from self.texts(self._constants[name])
            case ast.Call(func=ast.Name(id=name)) if name in self._functions:
                for node in ast.walk(self._functions[name]):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield from self.texts(node.value)

    def _joined(self, values: list[ast.expr]) -> Iterator[str]:
        """Put constants in; what is known only at run time leaves a placeholder."""
        pieces = [
            list(self.texts(one.value if isinstance(one, ast.FormattedValue) else one)) for one in values
        ]
        yield "".join(piece[0] if len(piece) == 1 else "{}" for piece in pieces)


def _parts(node: ast.AST, errors: set[str]) -> Iterator[ast.expr]:
    """Yield the expressions that become an error's title, message or hint."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in errors:
            yield from args if name == _CAUSE else args[:1]
            yield from (one.value for one in keywords if one.arg in ("title", "message", "hint"))
        case ast.AnnAssign(target=ast.Name(id="default_title"), value=ast.expr() as value):
            yield value
        case ast.Assign(targets=[ast.Name(id="default_title")], value=value):
            yield value


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }


def _error_classes(modules: list[ast.Module]) -> set[str]:
    classes = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    known = {"DeAIError"}
    while new := {
        one.name
        for one in classes
        if one.name not in known
        and any(isinstance(base, ast.Name) and base.id in known for base in one.bases)
    }:
        known |= new
    return known | {_CAUSE}
