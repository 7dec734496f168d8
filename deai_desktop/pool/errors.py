"""What can be wrong with keys, certificates and hubs of a pool."""

from __future__ import annotations

from deai_desktop.core.errors import PoolError as PoolError
from deai_desktop.core.errors import PoolUnreachableError as PoolUnreachableError


class BadKeyError(PoolError):
    """Refuse a key that can't be read."""

    code = "bad_key"
    default_title = "The key can't be used"


class BadSignatureError(PoolError):
    """Refuse what was not signed by who should have."""

    code = "bad_signature"
    default_title = "The signature is wrong"


class BadCertificateError(PoolError):
    """Refuse a certificate, and say why."""

    code = "bad_certificate"
    default_title = "The certificate is not accepted"


class HubError(PoolError):
    """Say that the hub on this PC does not run."""

    code = "pool_hub_failed"
    default_title = "The hub does not run"


class BadInviteError(PoolError):
    """Refuse an invite, and say why."""

    code = "bad_invite"
    default_title = "The invite can't be used"


class BadMessageError(PoolError):
    """Refuse what another member or a hub has sent."""

    code = "bad_pool_message"
    default_title = "A message of the pool is not accepted"


class NoWorkerError(PoolUnreachableError):
    """Say that nobody in the pool does the job."""

    code = "no_worker"
    default_title = "Nobody in the pool can answer"


class BadReceiptError(PoolError):
    """Refuse a receipt, or what somebody says of another's work, and say why."""

    code = "bad_receipt"
    default_title = "The receipt is not accepted"


class BadHeadError(PoolError):
    """Refuse what is no head of the pool's log."""

    code = "bad_log_head"
    default_title = "The head of the pool's log is not accepted"


class LogError(PoolError):
    """Say that the pool's log can't be read, or is not what it was."""

    code = "pool_log_failed"
    default_title = "The pool's log can't be used"


class ForkError(LogError):
    """Say that two heads of the same log don't fit together; both are kept as proof."""

    code = "pool_log_forked"
    default_title = "The pool's log was rewritten"
