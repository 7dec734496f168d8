"""Signs and publishes versions: ``python -m installer.updates VERB``; see installer/UPDATES.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from deai_desktop.core.build import BuildKind
from installer.commands import BuildError, say
from installer.updates.ceremony import create_keys, publish, renew_root, renew_timestamp, sign, sign_again
from installer.updates.keys import OFFLINE, ONLINE, ask_passphrase
from installer.updates.package import Package
from installer.updates.repository import Repository


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(Repository(options.repository), options)
    except (BuildError, OSError) as error:
        say(f"error: {error}")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.updates", description=__doc__)
    verbs = parser.add_subparsers(title="verbs", required=True)
    for name, run, about, needs in _VERBS:
        verb = verbs.add_parser(name, help=about, description=about)
        verb.set_defaults(run=run)
        verb.add_argument("repository", type=Path, help="the folder that a web server gives out")
        if "offline" in needs:
            verb.add_argument("--offline", type=Path, required=True, help="folder with the offline keys")
            verb.add_argument("--passphrase-file", type=Path, help="instead of asking for the passphrase")
        if "online" in needs:
            verb.add_argument("--online", type=Path, required=True, help="folder with the online keys")
        if name == "create-keys":
            kinds = [BuildKind.RELEASE.value, BuildKind.TEST.value]
            verb.add_argument("--kind", choices=kinds, required=True, help="for which builds")
        if name == "sign":
            about_package = "the setup file; without it the list is signed as it is, for longer"
            verb.add_argument("package", type=Path, nargs="?", help=about_package)
            verb.add_argument("--version", default="", help="of the package")
            verb.add_argument("--platform", default="windows-x64")
            verb.add_argument("--notes", type=Path, help="a text file that says what is new")
        if name == "renew-root":
            roles = [*OFFLINE, *ONLINE]
            verb.add_argument("--replace", choices=roles, action="append", default=[], help="give a new key")
    return parser


def _create_keys(repository: Repository, options: argparse.Namespace) -> None:
    secret = ask_passphrase(options.passphrase_file, is_new=True)
    create_keys(repository, BuildKind(options.kind), options.offline, options.online, secret)
    say(f"Build programs with {repository.metadata / '1.root.json'} as update/{options.kind}/root.json.")


def _sign(repository: Repository, options: argparse.Namespace) -> None:
    if options.package is None:
        sign_again(repository, options.offline, ask_passphrase(options.passphrase_file))
        say("The list is signed again; programs see it after: publish")
        return
    notes = options.notes.read_text(encoding="utf-8") if options.notes else ""
    package = Package(options.package, options.version, options.platform, notes)
    sign(repository, package, options.offline, ask_passphrase(options.passphrase_file))
    say(f"{options.version} is signed; programs see it after: publish")


def _publish(repository: Repository, options: argparse.Namespace) -> None:
    publish(repository, options.online)
    say("Published. Renew the timestamp daily: renew-timestamp")


def _renew_timestamp(repository: Repository, options: argparse.Namespace) -> None:
    renew_timestamp(repository, options.online)


def _renew_root(repository: Repository, options: argparse.Namespace) -> None:
    secret = ask_passphrase(options.passphrase_file)
    renew_root(repository, options.replace, options.offline, options.online, secret)
    say("The root is renewed; programs see new keys and lists after: publish")


_VERBS = (
    ("create-keys", _create_keys, "make all keys and the first root", "offline online"),
    ("sign", _sign, "put a package into the list and sign it", "offline"),
    ("publish", _publish, "offer what was signed", "online"),
    ("renew-timestamp", _renew_timestamp, "say that the list is still the newest", "online"),
    ("renew-root", _renew_root, "prolong the root, or replace keys", "offline online"),
)

if __name__ == "__main__":
    sys.exit(main())
