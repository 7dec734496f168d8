"""What the books say of a member, in the person's language: credits, work done, checks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from deai_desktop.api.schemas.ledger import DayWork, MemberAccount, TrackRecordView
from deai_desktop.gui.models.figures import joined, number_text, rounded_text

_NO_BREAK = "\N{NO-BREAK SPACE}"


def account_text(account: MemberAccount) -> str:
    """Say what it gave and got, and how its work came out: ``+120 credits · 14 jobs for others · …``."""
    credit = QCoreApplication.translate("PoolAccounts", "{credit} credits (gave {given}, got {got})").format(
        credit=_signed(account.credit), given=number_text(account.given), got=number_text(account.got)
    )
    return joined(credit, *(stays_together(part) for part in _record(account.record)))


def suspicion_text(account: MemberAccount) -> str:
    """Say why a member is asked last; empty where it is not."""
    if not account.is_suspect:
        return ""
    return QCoreApplication.translate(
        "PoolAccounts", "Checks found that it answers with another model than it names. It is asked last."
    )


def today_text(days: list[DayWork]) -> str:
    """Say what this PC did today, by receipts: ``14 jobs · 5,230 tokens · 32 credits``; empty for nothing."""
    jobs = sum(one.jobs for one in days)
    if not jobs:
        return ""
    tokens = sum(one.prompt_tokens + one.completion_tokens for one in days)
    text = QCoreApplication.translate("PoolAccounts", "{count} credits")
    return joined(
        jobs_text(jobs),
        QCoreApplication.translate("LendingViewModel", "{count} tokens").format(count=number_text(tokens)),
        text.format(count=number_text(sum(one.credits for one in days))),
    )


def stays_together(text: str) -> str:
    """Write a few words so that no line ends between them."""
    return text.replace(" ", _NO_BREAK)


def jobs_text(jobs: int) -> str:
    """Count jobs in words."""
    if jobs == 1:
        return QCoreApplication.translate("LendingViewModel", "1 job")
    return QCoreApplication.translate("LendingViewModel", "{count} jobs").format(count=number_text(jobs))


def _record(record: TrackRecordView) -> list[str]:
    if not record.jobs:
        return [QCoreApplication.translate("PoolAccounts", "no work for others yet")]
    parts = [jobs_text(record.jobs)]
    if record.tokens_per_second > 0:
        speed = QCoreApplication.translate("ModelChoice", "{speed} tokens/s")
        parts.append(speed.format(speed=rounded_text(record.tokens_per_second)))
    if record.finished.failed:
        text = QCoreApplication.translate("PoolAccounts", "{count} broken off")
        parts.append(text.format(count=number_text(record.finished.failed)))
    passed = record.canaries.passed + record.rechecks.passed
    if checks := passed + record.canaries.failed + record.rechecks.failed:
        text = QCoreApplication.translate("PoolAccounts", "{passed} of {checks} checks passed")
        parts.append(text.format(passed=number_text(passed), checks=number_text(checks)))
    return parts


def _signed(credit: int) -> str:
    """Write a balance: ``+120``, ``−30``, ``0``."""
    sign = "+" if credit > 0 else "−" if credit < 0 else ""
    return sign + QLocale().toString(abs(credit))
