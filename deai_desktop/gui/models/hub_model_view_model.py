"""One model of a hub: what it is, what can be fetched of it, and what to do where its makers ask for more."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from deai_desktop.api.schemas.downloads import DownloadView, PullModel
from deai_desktop.api.schemas.hub import HubModel, HubQuantization
from deai_desktop.core.errors import DeAIError
from deai_desktop.gui.chat.block_list_model import block_value
from deai_desktop.gui.chat.markdown_blocks import parse_blocks
from deai_desktop.gui.chat.message_aids import MessageAids
from deai_desktop.gui.models.figures import moment_text
from deai_desktop.gui.models.hub_row import QuantizationRow, hub_facts, quantization_row
from deai_desktop.gui.models.known_models import KnownModels
from deai_desktop.gui.models.row_list_model import RowListModel
from deai_desktop.gui.node_link import Call, NodeLink
from deai_desktop.gui.node_texts import said_error
from deai_desktop.gui.notices import Notices
from deai_desktop.gui.qt_property import qt_property


class HubModelViewModel(MessageAids):
    """Show one model at a time; empty while none is open."""

    changed = Signal()
    cardChanged = Signal()  # noqa: N815 - Qt's naming
    asked = Signal()
    """A download was asked for: time to look how the queue is."""

    def __init__(
        self, link: NodeLink, notices: Notices, known: KnownModels, parent: QObject | None = None
    ) -> None:
        super().__init__(notices, parent)
        self._link, self._notices, self._known = link, notices, known
        self._hub_id = ""
        self._model: HubModel | None = None
        self._problem: DeAIError | None = None
        self._call: Call | None = None
        self._blocks: list[dict[str, Any]] = []
        self._rows: RowListModel[QuantizationRow] = RowListModel(QuantizationRow, "quantization_id", self)

    # What the page shows

    @qt_property(str, notify=changed)
    def hubId(self) -> str:  # noqa: N802 - Qt's naming
        """Which model is open, as ``owner/name``; empty while none is."""
        return self._hub_id

    @qt_property(str, notify=changed)
    def name(self) -> str:
        """Its name without its owner."""
        return self._hub_id.rpartition("/")[2]

    @qt_property(str, notify=changed)
    def owner(self) -> str:
        """Who publishes it."""
        return self._hub_id.partition("/")[0]

    @qt_property(bool, notify=changed)
    def isLoading(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether it is being asked for."""
        return self._call is not None

    @qt_property("QVariantMap", notify=changed)
    def problem(self) -> dict[str, str]:
        """Why it can't be shown, as ``title``, ``message`` and ``hint``; empty texts otherwise."""
        if self._problem is None:
            return {"title": "", "message": "", "hint": ""}
        return said_error(self._problem)

    @qt_property(bool, notify=changed)
    def isKnown(self) -> bool:  # noqa: N802 - Qt's naming
        """Whether there is something to show."""
        return self._model is not None

    @qt_property(str, notify=changed)
    def facts(self) -> str:
        """Size, use, licence and age in one line."""
        return hub_facts(self._model) if self._model else ""

    @qt_property(str, notify=changed)
    def baseModel(self) -> str:  # noqa: N802 - Qt's naming
        """What it was made from."""
        return self._model.base_model if self._model else ""

    @qt_property(str, notify=changed)
    def access(self) -> str:
        """Whether it is ``open``, ``needs-token`` or ``needs-permission``."""
        return self._model.access if self._model else "open"

    @qt_property(str, notify=changed)
    def webAddress(self) -> str:  # noqa: N802 - Qt's naming
        """Its page on the web; empty where that is no web address."""
        address = self._model.web_address if self._model else ""
        return address if urlsplit(address).scheme in ("https", "http") else ""

    @qt_property(str, notify=changed)
    def webHost(self) -> str:  # noqa: N802 - Qt's naming
        """Where that is."""
        return urlsplit(self.webAddress).hostname or ""

    @qt_property(str, notify=changed)
    def knownText(self) -> str:  # noqa: N802 - Qt's naming
        """From when this is, where the hub could not be reached."""
        if self._model is None or not self._model.offline:
            return ""
        text = QCoreApplication.translate(
            "HubModelViewModel", "The hub can't be reached; this is what was known on {when}."
        )
        return text.format(when=moment_text(self._model.known_at))

    @qt_property(str, notify=changed)
    def leftOut(self) -> str:  # noqa: N802 - Qt's naming
        """Which files are not offered because they could run code."""
        return ", ".join(self._model.left_out) if self._model else ""

    @qt_property(QObject, constant=True)
    def quantizations(self) -> RowListModel[QuantizationRow]:
        """What can be fetched."""
        return self._rows

    @qt_property("QVariantList", notify=cardChanged)
    def blocks(self) -> list[dict[str, Any]]:
        """What its makers tell, in blocks like those of an answer: images of the web are not fetched."""
        return self._blocks

    # What the person does

    @Slot(str)
    def open(self, hub_id: str) -> None:
        """Show a model."""
        if hub_id != self._hub_id:
            self._hub_id, self._model = hub_id, None
            self._show_card()
        self._problem = None
        self._ask()

    @Slot()
    def reload(self) -> None:
        """Ask again, after something may have changed."""
        if self._hub_id:
            self._problem = None
            self._ask()

    @Slot()
    def close(self) -> None:
        """Go back to the search."""
        self._give_up()
        self._hub_id, self._model, self._problem = "", None, None
        self._show_card()
        self.show_known()

    @Slot(str)
    def download(self, quantization_id: str) -> None:
        """Fetch one version."""
        self._link.call(
            DownloadView,
            "POST",
            "/api/downloads",
            PullModel(model=quantization_id),
            on_reply=self._take_download,
            on_error=self._notices.show_error,
        )

    @Slot()
    def openPage(self) -> None:  # noqa: N802 - Qt's naming
        """Show its page in the browser."""
        if self.webAddress:
            QDesktopServices.openUrl(QUrl(str(self.webAddress)))

    def show_known(self) -> None:
        """Show what is known now of it and of its downloads."""
        ones = self._model.quantizations if self._model else []
        self._rows.show([self._row(one) for one in ones])
        self.changed.emit()

    # How

    def _row(self, one: HubQuantization) -> QuantizationRow:
        name = one.model or one.id
        view = self._known.views.get(name)
        is_here = view.installed and view.available if view else one.installed
        return quantization_row(one, self._known.downloads.get(name), installed=is_here)

    def _ask(self) -> None:
        self._give_up()
        path = "/".join(quote(part, safe="") for part in self._hub_id.split("/"))
        self._call = self._link.call(
            HubModel, "GET", f"/api/hub/models/{path}", on_reply=self._take, on_error=self._fail
        )
        self.show_known()

    def _give_up(self) -> None:
        if self._call is not None:
            self._call.give_up()
            self._call = None

    def _take(self, model: HubModel) -> None:
        self._call, self._model = None, model
        self._show_card()
        self.show_known()

    def _fail(self, error: DeAIError) -> None:
        self._call, self._problem = None, error
        self.changed.emit()

    def _show_card(self) -> None:
        card = self._model.card if self._model else ""
        self._blocks = [block_value(block) for block in parse_blocks(card)]
        self.cardChanged.emit()

    def _take_download(self, view: DownloadView) -> None:
        self._known.take_download(view)
        self.show_known()
        self.asked.emit()
