"""Renders a model's own chat template: untrusted code, so sandboxed and bounded in size and time.

Templates are Jinja as Hugging Face's transformers defines it (``apply_chat_template``). Jinja's immutable
sandbox keeps a template from reaching Python's internals; what it does not bound is work and memory. So
loops, calls and filters look at a clock, whatever joins or repeats text is weighed before it happens, and
the few filters that make gigabytes from nothing are left out. Child-only: it runs in the engine host.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension
from jinja2.ext import loopcontrols as LoopControls  # noqa: N812 - Jinja's name of a class
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deai_desktop.core.errors import EngineStartError, InvalidInputError
from deai_desktop.engines.base import ChatMessage

LONGEST_TEMPLATE = 256 * 1024
LONGEST_PROMPT = 16 * 1024 * 1024
LONGEST_SECONDS = 2.0
_LONGEST_REPEAT = 1_000_000
_MOST_MADE = 16 * LONGEST_PROMPT
"""Characters of all texts that one rendering may make, however short-lived."""

_REFUSED_FILTERS = (
    "center",
    "batch",
    "slice",
    "wordwrap",
    "format",
    "pprint",
    "random",
    "filesizeformat",
    "urlize",
)
_REFUSED_METHODS = {"ljust", "rjust", "center", "zfill", "expandtabs", "translate"}


class _TooMuch(TemplateError):
    """A template used more time or memory than a prompt can need."""


class _Refused(TemplateError):
    """The template itself refused the messages."""


class _Generation(Extension):
    """Accept transformers' ``{% generation %}`` blocks, which matter for training only."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's own declaration

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Replace the block by its content."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a clock and bounds."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[LoopControls, _Generation],
            autoescape=False,
            finalize=_weighed,
        )
        self.deadline = 0.0
        self._made = 0
        for name in _REFUSED_FILTERS:
            self.filters.pop(name, None)
        for name, function in dict[str, Any](self.filters).items():
            self.filters[name] = self._timed(function)
        own: dict[str, Callable[..., Any]] = {
            "tojson": _to_json,
            "indent": _indent,
            "replace": _replace,
            "join": _join,
        }
        for name, function in own.items():
            self.filters[name] = self._timed(function)
        self.globals = {
            "range": self._range,
            "namespace": self.globals["namespace"],
            "dict": dict,
            "raise_exception": _raise_exception,
            "strftime_now": _strftime_now,
            "_tick": self.tick,
        }

    def start(self) -> None:
        """Begin a rendering: time and size count from here."""
        self.deadline = time.monotonic() + LONGEST_SECONDS
        self._made = 0

    def _count(self, made: Any) -> Any:
        """Count what an operation made, so that many small texts can't add up to gigabytes either."""
        if isinstance(made, str | list):
            self._made += len(made)
            if self._made > _MOST_MADE:
                raise _TooMuch("it makes too much text")
        return made

    def tick(self) -> str:
        """Stop the rendering when its time is over."""
        if time.monotonic() > self.deadline:
            raise _TooMuch("it takes too long")
        return ""

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls, unless it is over time or can grow without bound."""
        self.tick()
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            name = getattr(__obj, "__name__", "")
            if name in _REFUSED_METHODS:
                raise _TooMuch(f"it may not use {name}()")
            if name == "replace":
                _weigh_replacement(owner, args)
            if name == "join" and args:
                args = (_weighed_list(args[0], len(owner)),)
        return self._count(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Refuse ``str.format``, whose width can be anything; chat templates have no use for it."""
        if super().wrap_str_format(value) is not None:
            raise _TooMuch("it may not use format()")
        return None

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Join the output of a macro or block, which Jinja does through this name."""
        return "".join(_weighed_list(pieces))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Bound what grows: repetition, powers, formatting, concatenation."""
        if operator == "%" and isinstance(left, str | bytes):
            raise _TooMuch("it may not format with %")
        if operator == "**" and not (abs(left) < 1e6 and abs(right) < 16):
            raise _TooMuch("its numbers are too large")
        if operator == "*":
            for sized, times in ((left, right), (right, left)):
                if (
                    hasattr(sized, "__len__")
                    and isinstance(times, int)
                    and len(sized) * times > _LONGEST_REPEAT
                ):
                    raise _TooMuch("it repeats too much")
            if isinstance(left, int) and isinstance(right, int) and abs(left) > 1e18:
                raise _TooMuch("its numbers are too large")
        if operator == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
            _check_size(len(left) + len(right))
        return self._count(super().call_binop(context, operator, left, right))

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Look at the clock and at the size of the input before each filter; Jinja's marks are kept."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            self.tick()
            _weigh(args)
            return self._count(function(*args, **kwargs))

        timed.__dict__.update(getattr(function, "__dict__", {}))
        return timed

    def _range(self, *args: int) -> range:
        numbers = range(*args)
        if len(numbers) > 100_000:
            raise _TooMuch("it counts too far")
        return numbers


def _indent(text: str, width: int = 4, first: bool = False, blank: bool = False) -> str:
    if not 0 <= width <= 64:
        raise _TooMuch("it indents too far")
    space = " " * width
    lines = text.splitlines()
    _check_size(len(text) + len(lines) * width)
    return "\n".join(
        space + line if (line or blank) and (number or first) else line for number, line in enumerate(lines)
    )


def _replace(text: Any, old: str, new: str, count: int = -1) -> str:
    _weigh_replacement(str(text), (old, new))
    return str(text).replace(old, new, count)


def _join(parts: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    if attribute is not None:
        parts = (part.get(attribute) if isinstance(part, Mapping) else None for part in parts)
    return between.join(map(str, _weighed_list(parts, len(between))))


def _weigh_replacement(text: str, args: tuple[Any, ...]) -> None:
    if len(args) >= 2 and isinstance(args[0], str) and isinstance(args[1], str):
        places = text.count(args[0]) if args[0] else len(text) + 1
        _check_size(len(text) + places * len(args[1]))


def _weighed_list(parts: Iterable[Any], between: int = 0) -> list[Any]:
    """Return the parts as a list, if they and what comes between them stay within bounds."""
    kept = []
    size = 0
    for part in parts:
        size += between + (len(part) if isinstance(part, str) else 1)
        _check_size(size)
        kept.append(part)
    _weigh(kept)
    return kept


def _weighed(value: Any) -> Any:
    """Let a value pass into the output, if writing it stays within bounds."""
    if not isinstance(value, str):
        _weigh(value)
    return value


def _weigh(value: Any) -> None:
    """Add up the sizes of all texts in nested values, a text that is there twice counted twice."""
    size = 0
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, str | bytes):
            size += len(one)
        elif isinstance(one, dict):
            size += len(one)
            todo.extend(one.keys())
            todo.extend(one.values())
        elif isinstance(one, list | tuple | set):
            size += len(one)
            _check_size(size)
            todo.extend(one)
        _check_size(size)


def _check_size(size: int) -> None:
    if size > LONGEST_PROMPT:
        raise _TooMuch("its text grows too long")


def _raise_exception(message: object) -> NoReturn:
    raise _Refused(str(message)[:500])


def _strftime_now(pattern: object) -> str:
    return datetime.now().astimezone().strftime(str(pattern)[:100])


def _to_json(value: Any, indent: int | None = None, ensure_ascii: bool = False, **_: Any) -> str:
    """Write JSON as transformers' templates expect it: not escaped for HTML, keys in their own order."""
    if indent is not None and not 0 <= indent <= 64:
        raise _TooMuch("it indents too far")
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)


_FAULTS = (
    TemplateError,
    RecursionError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    MemoryError,
)
"""What untrusted template code can raise while it runs."""


class ChatTemplate:
    """A compiled template. Making one raises `EngineStartError` when the template can't be used."""

    def __init__(self, source: str, bos_token: str = "", eos_token: str = "") -> None:
        if len(source) > LONGEST_TEMPLATE:
            raise _unusable("it is far too long")
        self._tokens = {"bos_token": bos_token, "eos_token": eos_token}
        self._sandbox = _Sandbox()
        try:
            tree = self._sandbox.parse(source)
            _bound(tree)
            self._template = self._sandbox.from_string(tree)
        except (TemplateError, RecursionError, SyntaxError, ValueError, MemoryError) as error:
            raise _unusable(str(error)[:300]) from error

    def render(self, messages: Sequence[ChatMessage], tools: Sequence[Mapping[str, Any]] = ()) -> str:
        """Write the prompt for the messages; raises `InvalidInputError` when the template refuses them."""
        self._sandbox.start()
        pieces: list[str] = []
        size = 0
        try:
            for piece in self._template.generate(
                messages=[_plain(one) for one in messages],
                tools=list(tools) or None,
                add_generation_prompt=True,
                **self._tokens,
            ):
                size += len(piece)
                _check_size(size)
                pieces.append(piece)
        except _Refused as error:
            raise InvalidInputError(
                f"The model's chat template says: {error}",
                title="The model does not take these messages",
                hint="Most models want user and assistant to take turns, beginning with the user.",
                param="messages",
            ) from error
        except _FAULTS as error:
            raise InvalidInputError(
                f"The model's chat template failed: {str(error)[:300]}",
                title="The model's chat template is faulty",
                hint="Use another file of this model; this one can still be used through /v1/completions.",
            ) from error
        return "".join(pieces)


def _unusable(reason: str) -> EngineStartError:
    return EngineStartError(
        f"Its chat template can't be used: {reason}.", hint="Get this model from another source."
    )


def _bound(tree: nodes.Template) -> None:
    """Put a look at the clock into every loop and turn ``~`` into ``+``, which the sandbox sees."""
    for loop in tree.find_all(nodes.For):
        loop.body.insert(0, nodes.Output([nodes.Call(nodes.Name("_tick", "load"), [], [], None, None)]))
    inner_first = [*reversed(list(tree.find_all(nodes.Node))), tree]
    for parent in inner_first:
        for name, value in list(parent.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(parent, name, _sum(value))
            elif isinstance(value, list):
                setattr(parent, name, [_sum(one) if isinstance(one, nodes.Concat) else one for one in value])


def _sum(concat: nodes.Concat) -> nodes.Expr:
    total: nodes.Expr = nodes.Filter(concat.nodes[0], "string", [], [], None, None)
    for part in concat.nodes[1:]:
        total = nodes.Add(total, nodes.Filter(part, "string", [], [], None, None))
    total.set_lineno(concat.lineno)
    return total


def _plain(message: ChatMessage) -> dict[str, Any]:
    """Give a message the shape that templates know from transformers."""
    plain: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if message.name:
        plain["name"] = message.name
    if message.tool_call_id:
        plain["tool_call_id"] = message.tool_call_id
    if message.tool_calls:
        plain["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": _arguments(call.arguments)},
            }
            for call in message.tool_calls
        ]
    return plain


def _arguments(text: str) -> Any:
    """Give arguments as an object, as most templates want them."""
    try:
        return json.loads(text)
    except ValueError:
        return text
