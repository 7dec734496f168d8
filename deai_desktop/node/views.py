"""What services hold, as the wire types show it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from deai_desktop.api.schemas import conversations as wire
from deai_desktop.api.schemas.downloads import DownloadView
from deai_desktop.api.schemas.errors import error_detail
from deai_desktop.api.schemas.fit import ModelFit
from deai_desktop.api.schemas.keys import KeyView
from deai_desktop.api.schemas.models import CrashView, ModelView
from deai_desktop.api.schemas.settings import Setting, SettingList
from deai_desktop.api.schemas.status import LoadedModel
from deai_desktop.chat.conversation import Conversation, ConversationSummary, Message
from deai_desktop.core.settings import Settings, describe
from deai_desktop.engines.crashes import Crash
from deai_desktop.engines.supervisor import HostedEngine
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.downloads.download import Download
from deai_desktop.models.fit import Candidate, Fit
from deai_desktop.models.fit_choice import Choice
from deai_desktop.models.fit_sentence import sentence
from deai_desktop.models.model import Model
from deai_desktop.vault.api_keys import ApiKey


def settings_view(settings: Settings) -> SettingList:
    """Show all settings."""
    return SettingList(
        settings=[
            Setting(
                name=one.name,
                value=list(one.value) if isinstance(one.value, tuple) else one.value,
                default=list(one.default) if isinstance(one.default, tuple) else one.default,
                about=one.about,
                low=one.low,
                high=one.high,
                choices=list(one.choices),
                restart=one.restart,
            )
            for one in describe(settings)
        ]
    )


def key_view(key: ApiKey) -> KeyView:
    """Show a key without its secret."""
    return KeyView(
        id=key.id,
        name=key.name,
        scope=key.scope.value,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        usable=key.usable,
    )


def fit_view(candidate: Candidate, fit: Fit, choice: Choice) -> ModelFit:
    """Show how a model would run on this PC."""
    return ModelFit(
        model=candidate.id,
        context_length=fit.context_length,
        weights_bytes=fit.memory.weights,
        cache_bytes=fit.memory.cache,
        needs_memory=fit.needs_memory,
        available_memory=fit.available_memory,
        fits=fit.fits,
        device=fit.device,
        largest_context=fit.largest_context,
        tokens_per_second_low=fit.speed.low,
        tokens_per_second_high=fit.speed.high,
        prompt_tokens_per_second=fit.speed.prompt,
        basis=fit.speed.basis,
        measured_at=fit.speed.measured_at or None,
        recommended_quantization=choice.candidate.quantization if choice.candidate else "",
        recommended_model=choice.candidate.id if choice.candidate else "",
        recommended_because=choice.reason,
        sentence=sentence(fit),
    )


def model_view(
    model: Model,
    entry: CatalogueEntry | None,
    fit: Fit,
    *,
    loaded: bool,
    has_newer: bool = False,
    crashes: Sequence[Crash] = (),
    is_held_back: bool = False,
) -> ModelView:
    """Show an installed model, with what the catalogue says of it if it is from there."""
    return ModelView(
        id=model.id,
        name=model.name,
        description=entry.description if entry else "",
        family=entry.family if entry else model.facts.architecture,
        licence=entry.licence if entry else model.facts.licence,
        engine=model.engine,
        kind="adapter" if model.is_adapter else "model",
        architecture=model.facts.architecture,
        quantization=model.facts.quantization,
        parameters=model.facts.parameters,
        context_length=model.facts.context_length,
        size=model.size,
        sha256=model.sha256,
        source=model.source,
        path=str(model.path),
        installed=True,
        available=model.is_available,
        imported=model.imported,
        starter=bool(entry and entry.starter),
        has_chat_template=model.facts.has_chat_template,
        needs_memory=model.size if model.is_adapter else fit.needs_memory,
        fits=model.is_adapter or fit.fits,
        fit_sentence="" if model.is_adapter else sentence(fit),
        loaded=loaded,
        added_at=model.added_at,
        files=len(model.files),
        verified_at=model.verified_at,
        changed=model.is_changed,
        newer=has_newer,
        held_back=is_held_back,
        crashes=[CrashView(at=one.at, message=one.message, hint=one.hint) for one in crashes],
    )


def offer_view(entry: CatalogueEntry, fit: Fit) -> ModelView:
    """Show a model of the catalogue that is not installed."""
    return ModelView(
        id=entry.id,
        name=entry.name,
        description=entry.description,
        family=entry.family,
        licence=entry.licence,
        engine=entry.engine,
        quantization=entry.quantization,
        parameters=entry.parameters,
        context_length=entry.context_length,
        size=entry.size,
        sha256=entry.files[0].sha256,
        source=str(entry.files[0].sources[0]),
        tools=entry.tools,
        gated=entry.gated,
        installed=False,
        starter=entry.starter,
        has_chat_template=entry.kind == "chat",
        needs_memory=fit.needs_memory,
        fits=fit.fits,
        fit_sentence=sentence(fit),
    )


def loaded_view(model_id: str, engine: HostedEngine, seconds_left: float | None = None) -> LoadedModel:
    """Show a model in memory; ``seconds_left`` says when it goes if nobody uses it."""
    facts = engine.facts
    return LoadedModel(
        id=model_id,
        device=facts.device,
        fell_back_because=engine.fell_back_because,
        threads=facts.threads,
        context_length=facts.context_length,
        memory_bytes=engine.memory_bytes,
        requests=engine.requests,
        unloads_at=None if seconds_left is None else time.time() + seconds_left,
    )


def download_view(download: Download) -> DownloadView:
    """Show a download."""
    return DownloadView(
        id=download.id,
        model=download.model_id,
        state=download.state.value,
        done=download.done,
        total=download.total,
        name=download.name,
        speed=download.speed,
        remaining_seconds=download.remaining_seconds,
        priority=download.priority,
        position=download.position,
        waiting_for=download.waiting_for,
        source=download.source,
        verified=download.verified,
        replaces=download.replaces,
        error=error_detail(download.error) if download.error else None,
    )


def message_view(message: Message) -> wire.MessageView:
    """Show a message."""
    return wire.MessageView(
        id=message.id,
        parent_id=message.parent_id,
        role=message.role.value,
        content=message.content,
        status=message.status.value,
        error=message.error,
        model=message.model,
        destination=message.destination,
        finish_reason=message.finish_reason,
        prompt_tokens=message.prompt_tokens,
        completion_tokens=message.completion_tokens,
        first_token_ms=message.first_token_ms,
        tokens_per_second=message.tokens_per_second,
        left_out=message.left_out,
        created_at=message.created_at,
        versions=list(message.siblings),
    )


def conversation_view(conversation: Conversation) -> wire.Conversation:
    """Show a conversation with its current branch."""
    return wire.Conversation(
        id=conversation.id,
        title=conversation.title,
        model=conversation.model,
        pinned=conversation.is_pinned,
        created_at=conversation.created_at,
        updated_at=conversation.updated_at,
        system_prompt=conversation.system_prompt,
        messages=[message_view(message) for message in conversation.messages],
    )


def summary_view(summary: ConversationSummary) -> wire.ConversationSummary:
    """Show a conversation in a list."""
    return wire.ConversationSummary(
        id=summary.id,
        title=summary.title,
        model=summary.model,
        pinned=summary.is_pinned,
        created_at=summary.created_at,
        updated_at=summary.updated_at,
        snippet=summary.snippet,
    )
