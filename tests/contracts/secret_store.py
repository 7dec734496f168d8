"""What every vault must do: subclass it and give the fixture ``store``."""

from __future__ import annotations

import pytest

from deai_desktop.core.errors import InvalidInputError
from deai_desktop.vault.secrets import LARGEST_SECRET, SecretStore


class SecretStoreContract:
    """Check one implementation of `SecretStore`; every test leaves the store empty."""

    def test_an_unknown_name_has_no_secret(self, store: SecretStore) -> None:
        assert store.get("nobody") is None

    @pytest.mark.parametrize(
        "value",
        ["s3cret", "grüße", "\N{KEY} 鍵", "two\nlines", " spaces ", "x" * (LARGEST_SECRET // 2)],
        ids=["plain", "umlauts", "astral", "lines", "spaces", "longest"],
    )
    def test_returns_what_was_kept(self, store: SecretStore, value: str) -> None:
        store.set("api-key/1", value)
        try:
            assert store.get("api-key/1") == value
        finally:
            assert store.delete("api-key/1")

    def test_a_newer_secret_takes_the_place_of_the_older(self, store: SecretStore) -> None:
        store.set("one", "old")
        store.set("one", "new")
        assert store.get("one") == "new"
        assert store.delete("one")
        assert store.get("one") is None

    def test_names_do_not_get_mixed_up(self, store: SecretStore) -> None:
        store.set("one", "1")
        store.set("two", "2")
        store.set("one", "3")
        assert (store.get("one"), store.get("two")) == ("3", "2")
        assert store.delete("one")
        assert (store.get("one"), store.get("two")) == (None, "2")
        assert store.delete("two")

    def test_deleting_says_whether_there_was_a_secret(self, store: SecretStore) -> None:
        store.set("one", "1")
        assert store.delete("one") is True
        assert store.delete("one") is False

    @pytest.mark.parametrize("name", ["", "Upper", "a b", "ü", "/a", "a\n", "x" * 101])
    def test_refuses_names_that_some_vault_could_not_keep(self, store: SecretStore, name: str) -> None:
        for use in (lambda: store.get(name), lambda: store.set(name, "x"), lambda: store.delete(name)):
            with pytest.raises(InvalidInputError):
                use()

    @pytest.mark.parametrize("value", ["", "secret\0", "secret\ud800"], ids=["empty", "nul", "surrogate"])
    def test_refuses_what_is_not_text_without_repeating_it(self, store: SecretStore, value: str) -> None:
        with pytest.raises(InvalidInputError) as caught:
            store.set("one", value)
        assert "secret\ud800" not in str(caught.value)
        assert store.get("one") is None

    @pytest.mark.parametrize("sign", ["x", "\N{KEY}"])
    def test_refuses_more_than_windows_can_keep(self, store: SecretStore, sign: str) -> None:
        too_long = sign * (LARGEST_SECRET // len(sign.encode("utf-16-le")) + 1)
        with pytest.raises(InvalidInputError, match="at most 2560") as caught:
            store.set("one", too_long)
        assert sign * 3 not in f"{caught.value} {caught.value.hint}"
        assert store.get("one") is None

    def test_has_a_name_for_people(self, store: SecretStore) -> None:
        assert store.description
