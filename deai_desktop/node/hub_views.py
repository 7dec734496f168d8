"""What is known of a hub's models, as the wire types show it on this PC."""

from __future__ import annotations

from typing import Any

from deai_desktop.api.schemas import hub as wire
from deai_desktop.engines.runnable import can_run
from deai_desktop.models.catalogue_entry import CatalogueEntry
from deai_desktop.models.fit import Candidate, Fit
from deai_desktop.models.fit_choice import choose
from deai_desktop.models.hub.entries import entry_of
from deai_desktop.models.hub.known import HubFile, Summary, Version
from deai_desktop.models.hub.service import Described, Found
from deai_desktop.node.node import Node


def results_view(found: Found) -> wire.HubResults:
    """Show a page of a search."""
    return wire.HubResults(
        models=[wire.HubModelSummary(**_summary(model)) for model in found.page.models],
        cursor=found.page.cursor,
        offline=found.known_at is not None,
        known_at=found.known_at,
    )


def hub_model_view(node: Node, described: Described) -> wire.HubModel:
    """Show a model, with what of it is here and what would run."""
    model = described.model
    versions = model.versions or model.onnx_versions
    entries = {version.name: node.hub.entry_of(model, version) for version in versions}
    # By what the hub says now: the catalogue may not know the size.
    candidates = {version.name: Candidate.of_entry(entry_of(model, version)) for version in versions}
    now = node.fits.now()
    fits = {name: now.of(candidate) for name, candidate in candidates.items()}
    choice = choose(
        [(candidate, fits[name]) for name, candidate in candidates.items() if can_run(entries[name])]
    )
    installed = {one.id for one in node.models.list() if one.is_available}
    coming = {one.model_id for one in node.downloads.list() if not one.state.is_final}
    return wire.HubModel(
        **_summary(model),
        card=model.card,
        base_model=model.base_model,
        quantizations=[
            _version_view(
                model.id,
                version,
                entries[version.name],
                fits[version.name],
                choice.reason if choice.candidate is candidates[version.name] else "",
                installed=entries[version.name].id in installed,
                downloading=entries[version.name].id in coming,
            )
            for version in versions
        ],
        projectors=[_file_view(file) for file in model.projectors],
        left_out=list(model.left_out),
        access=described.access,
        web_address=described.web_address,
        offline=described.known_at is not None,
        known_at=described.known_at,
    )


def _summary(model: Summary) -> dict[str, Any]:
    owner, _, name = model.id.partition("/")
    return model.model_dump(include=set(Summary.model_fields)) | {"owner": owner, "name": name}


def _version_view(
    repository: str,
    version: Version,
    entry: CatalogueEntry,
    fit: Fit,
    recommended_because: str,
    *,
    installed: bool,
    downloading: bool,
) -> wire.HubQuantization:
    return wire.HubQuantization(
        id=f"{repository}:{version.name}",
        model=entry.id,
        name=version.name,
        size=version.size,
        files=[_file_view(file) for file in version.files],
        installed=installed,
        downloading=downloading,
        needs_memory=fit.needs_memory,
        fits=fit.fits,
        can_run=can_run(entry),
        largest_context=fit.largest_context,
        tokens_per_second_low=fit.speed.low,
        tokens_per_second_high=fit.speed.high,
        recommended=recommended_because != "",
        recommended_because=recommended_because,
    )


def _file_view(file: HubFile) -> wire.HubFile:
    return wire.HubFile(name=file.name, size=file.size, sha256=file.sha256)
