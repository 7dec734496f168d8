"""Finding models: the catalogue, and a hub's search while something is typed."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from deai_desktop.api.schemas.hub import HubModelSummary, HubResults
from deai_desktop.api.schemas.settings import SettingList
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.models.figures import moment_text
from deai_desktop.gui.models.hub_model_view_model import HubModelViewModel
from deai_desktop.gui.models.hub_row import HubRow, hub_row
from deai_desktop.gui.models.hub_token_view_model import HubTokenViewModel
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.models.model_card import ModelCard
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import Call, NodeLink
from deai_desktop.gui.node_texts import said_error
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property, qt_writable

HUB_ADDRESS = "hub.address"
KINDS = ("gguf", "onnx")
_SETTLE_MILLISECONDS = 400
"""So long nothing more has to be typed before the hub is asked."""
_PAGE = 20
_FIRST = 6
"""Offers of the catalogue that are shown before the person asks for all."""
_WHOLE_ID = re.compile(r"[\w.-]+/[\w.-]+")


class DiscoverViewModel(QObject):
    """Show the catalogue's offers, and below them what the hub finds."""

    changed = Signal()
    queryChanged = Signal()  # noqa: N815 - Qt's naming

    def __init__(
        self, link: NodeLink, notices: Notices, known: KnownModels, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._known = link, known
        self._model = HubModelViewModel(link, notices, known, self)
        self._token = HubTokenViewModel(link, notices, self)
        self._token.saved.connect(self._model.reload)
        self._offers: RowListModel[ModelCard] = RowListModel(ModelCard, "model_id", self)
        self._rows: RowListModel[HubRow] = RowListModel(HubRow, "hub_id", self)
        self._models: list[HubModelSummary] = []
        self._query, self._kind, self._host = "", KINDS[0], ""
        self._answered = ("", "")
        """The question that the rows answer."""
        self._cursor = ""
        self._shows_all, self._hidden = False, 0
        self._last: HubResults | None = None
        self._problem: DeAIError | None = None
        self._call: Call | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._search)
        link.connected.connect(self._ask_host)
        if str(link.state) == "ready":
            self._ask_host()

    @qt_property(QObject, constant=True)
    def model(self) -> HubModelViewModel:
        """The one that is looked at closely."""
        return self._model

    @qt_property(QObject, constant=True)
    def token(self) -> HubTokenViewModel:
        """The person's token for the hub."""
        return self._token

    @qt_property(QObject, constant=True)
    def offers(self) -> RowListModel[ModelCard]:
        """What the catalogue offers and the search allows."""
        return self._offers

    @qt_property(QObject, constant=True)
    def results(self) -> RowListModel[HubRow]:
        """What the hub found."""
        return self._rows

    def _get_query(self) -> str:
        return self._query

    def _set_query(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self.queryChanged.emit()
            self._search_soon()

    query = qt_writable(str, _get_query, _set_query, notify=queryChanged)
    """What is looked for."""

    def _get_kind(self) -> str:
        return self._kind

    def _set_kind(self, kind: str) -> None:
        if kind in KINDS and kind != self._kind:
            self._kind = kind
            self.queryChanged.emit()
            self._search_soon()

    kind = qt_writable(str, _get_kind, _set_kind, notify=queryChanged)
    """Which format: ``gguf`` or ``onnx``."""

    @qt_property(bool, notify=changed)
    def isSearching(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the hub is being asked or will be at once."""
        return self._call is not None or self._settle.isActive()

    @qt_property(bool, notify=changed)
    def isAsked(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether something is looked for on the hub."""
        return self._query.strip() != ""

    @qt_property(bool, notify=changed)
    def hasMore(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the hub knows more than is shown."""
        return self._cursor != "" and self._problem is None

    @qt_property(bool, notify=changed)
    def foundNothing(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether the hub has answered and knows nothing like it."""
        return (
            bool(self.isAsked)
            and not bool(self.isSearching)
            and self._problem is None
            and self._rows.rowCount() == 0
        )

    @qt_property(int, notify=changed)
    def hiddenOffers(self) -> int:  # noqa: N802 - Qt's naming
        """How many models of the catalogue are not shown."""
        return self._hidden

    @qt_property(str, notify=changed)
    def host(self) -> str:
        """Where searches go."""
        return self._host

    @qt_property(str, notify=changed)
    def knownText(self) -> str:  # noqa: N802 - Qt's naming
        """From when the results are, where the hub could not be reached; empty otherwise."""
        if self._last is None or not self._last.offline or self._problem is not None:
            return ""
        if not self._last.known_at:
            return QCoreApplication.translate(
                "DiscoverViewModel", "The hub can't be reached, and nothing is known of this from before."
            )
        text = QCoreApplication.translate(
            "DiscoverViewModel", "The hub can't be reached; this is what was known on {when}."
        )
        return text.format(when=moment_text(self._last.known_at))

    @qt_property("QVariantMap", notify=changed)
    def problem(self) -> dict[str, str]:
        """Why there are no results, as ``title``, ``message`` and ``hint``; empty texts otherwise."""
        if self._problem is None:
            return {"title": "", "message": "", "hint": ""}
        return said_error(self._problem)

    @Slot()
    def showAll(self) -> None:  # noqa: N802 - Qt's naming
        """Show the whole catalogue."""
        self._shows_all = True
        self.show_known()

    @Slot()
    def more(self) -> None:
        """Ask for the next page."""
        if self._cursor and self._call is None:
            self._ask(self._cursor)

    @Slot()
    def retry(self) -> None:
        """Ask the same again."""
        self._answered = ("", "")
        self._search()

    @Slot()
    def enter(self) -> None:
        """Search at once; a whole name or address of a model opens it."""
        wanted = self._query.strip()
        parts = urlsplit(wanted)
        if parts.scheme == "https" and parts.hostname == self._host:
            wanted = "/".join(parts.path.strip("/").split("/")[:2])
        if _WHOLE_ID.fullmatch(wanted):
            self._model.open(wanted)
        else:
            self._settle.stop()
            self._search()

    def show_known(self) -> None:
        """Show what the catalogue offers now."""
        words = self._query.lower().split()
        wanted = [one for one in self._known.offers(best_only=False) if self._is_wanted(one, words)]
        shown = wanted
        if not words and not self._shows_all:
            shown = [one for one in self._known.offers(best_only=True) if self._is_wanted(one, [])][:_FIRST]
        self._offers.show(shown)
        if self._hidden != len(wanted) - len(shown):
            self._hidden = len(wanted) - len(shown)
            self.changed.emit()
        self._model.show_known()

    def say_anew(self) -> None:
        """Word everything in the language that is spoken now."""
        self._rows.show([hub_row(one) for one in self._models])
        self.show_known()
        self.changed.emit()

    # How

    def _is_wanted(self, card: ModelCard, words: list[str]) -> bool:
        is_onnx = "onnx" in self._known.views[card.model_id].engine
        if is_onnx != (self._kind == "onnx"):
            return False
        text = f"{card.name} {card.model_id} {card.description}".lower()
        return all(word in text for word in words)

    def _search_soon(self) -> None:
        self._give_up()
        self.show_known()
        if self._query.strip():
            self._settle.start()
        else:
            self._settle.stop()
            self._clear()
        self.changed.emit()

    def _give_up(self) -> None:
        if self._call is not None:
            self._call.give_up()
            self._call = None

    def _clear(self) -> None:
        self._models, self._cursor, self._last, self._problem = [], "", None, None
        self._answered = ("", "")
        self._rows.show([])

    def _search(self) -> None:
        if self._query.strip() and self._answered != (self._query.strip(), self._kind):
            self._give_up()
            self._ask("")
        else:
            self.changed.emit()

    def _ask(self, cursor: str) -> None:
        wanted = {"query": self._query.strip(), "kind": self._kind, "limit": str(_PAGE)}
        path = "/api/hub/search?" + urlencode(
            wanted | ({"cursor": cursor} if cursor else {}), quote_via=quote
        )

        def take(reply: HubResults) -> None:
            self._call, self._problem, self._last = None, None, reply
            shown = self._models if cursor else []
            self._models = list({one.id: one for one in (*shown, *reply.models)}.values())
            self._cursor = reply.cursor
            self._answered = (wanted["query"], wanted["kind"])
            self._rows.show([hub_row(one) for one in self._models])
            self.changed.emit()

        self._call = self._link.call(HubResults, "GET", path, on_reply=take, on_error=self._fail)
        self.changed.emit()

    def _fail(self, error: DeAIError) -> None:
        self._call, self._problem = None, error
        self.changed.emit()

    def _ask_host(self) -> None:
        self._link.call(SettingList, "GET", "/api/settings", on_reply=self._take_host)

    def _take_host(self, reply: SettingList) -> None:
        address = next((str(one.value) for one in reply.settings if one.name == HUB_ADDRESS), "")
        self._host = urlsplit(address).hostname or ""
        self.changed.emit()
