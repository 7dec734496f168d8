"""What a role allows, without a hub."""

from __future__ import annotations

import pytest

from deai_desktop.pool.identity.roles import LOG_STREAM, OWN, Role, log_keeper_rights, scope


@pytest.mark.parametrize("role", Role)
def test_no_role_talks_to_the_server_itself(role: Role) -> None:
    """JetStream answers wherever a question says, with its own rights: who may ask it may do all that it may."""
    rights = scope(role)
    subjects = [*rights["pub"]["allow"], *rights["sub"]["allow"]]
    assert not any(subject.startswith(("$", ">", "*")) for subject in subjects)
    mine = [subject for subject in rights["pub"]["allow"] if subject.startswith("log.")]
    assert mine == ([f"log.append.{OWN}", f"log.read.{OWN}"] if role.is_membership else [])


def test_who_works_and_who_asks() -> None:
    assert [role for role in Role if role.can_work] == [Role.WORKER, Role.BOTH, Role.ADMIN]
    assert [role for role in Role if role.can_request] == [Role.REQUESTER, Role.BOTH, Role.ADMIN]


def test_the_keeper_reaches_one_stream_and_may_not_empty_it() -> None:
    allowed = [subject for subject in log_keeper_rights("U")["pub"]["allow"] if subject.startswith("$")]
    assert all(subject.endswith(f".{LOG_STREAM}") for subject in allowed)
    assert not any(verb in subject for subject in allowed for verb in ("DELETE", "PURGE", "*", ">"))
