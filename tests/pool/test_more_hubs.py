"""A pool grows from one hub to three on three PCs: its log goes along, members know all, and one may go for good."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from deai_desktop.core.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from deai_desktop.pool.errors import BadInviteError
from deai_desktop.pool.hubs.reach import Reach
from deai_desktop.pool.identity.roles import Role
from deai_desktop.pool.own_hub import REMOVED
from tests.pool.friends import Friends
from tests.pool.test_service import Computer, is_online

pytestmark = pytest.mark.anyio


@pytest.fixture
async def friends(tmp_path: Path) -> AsyncIterator[Friends]:
    async with AsyncExitStack() as stack:
        friends = Friends(tmp_path, stack)
        await friends.start()
        yield friends


async def test_a_pool_grows_to_three_hubs_and_loses_one_for_good(friends: Friends) -> None:
    await friends.bob_answers()
    await friends.log_has(1)
    carl = await friends.add_hub("carl")
    dora = await friends.add_hub("dora")
    assert friends.count == 3
    await friends.bob_answers()
    await friends.log_has(2)
    await carl.__aexit__()  # for good
    await friends.bob_answers()
    await friends.log_has(3)
    await friends.ada.pools.hubs("Friends").remove("carl")
    await friends.are_there(2)
    await friends.bob_answers()
    await friends.log_has(4)
    assert dora.pools.own_hubs.list()[0].is_running
    await carl.__aenter__()
    async with asyncio.timeout(20):
        while carl.pools.own_hubs.list()[0].problem != REMOVED:
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("is_gone", [False, True])
async def test_a_pool_has_one_hub_again_with_the_whole_log(friends: Friends, is_gone: bool) -> None:
    """Also where the other hub is gone for good, so that none can say what is in the log."""
    await friends.bob_answers()
    await friends.log_has(1)
    carl = await friends.add_hub("carl")
    await friends.bob_answers()
    await friends.log_has(2)
    copy = await friends.bob.pools.find("Friends").book_keeping.copy()
    before = copy.head
    if is_gone:
        await carl.__aexit__()
    await friends.ada.pools.hubs("Friends").remove("carl")
    async with asyncio.timeout(20):
        while friends.count != 1 or not friends.founded.log_is_kept.is_set():
            await asyncio.sleep(0.05)
    await friends.ada.sees(is_online)
    await friends.bob.sees(is_online)
    await friends.bob_answers()
    await friends.log_has(3)
    assert before is not None
    assert before.fits(copy.tree)
    (own,) = await friends.ada.pools.hubs("Friends").reports()
    assert (own.is_own, own.log_behind) == (True, 0)


async def test_what_can_not_be_done_is_refused(friends: Friends, tmp_path: Path) -> None:
    hubs, own = friends.ada.pools.hubs("Friends"), friends.bob.pools.own_hubs
    member = friends.ada.pools.invite("Friends", Role.BOTH, 3600)
    with pytest.raises(BadInviteError, match="not to run a hub"):
        await own.join(member.text, "Bob", Reach())
    with pytest.raises(BadInviteError, match="to run a hub with"):
        async with Computer(tmp_path / "eve") as eve:
            await eve.pools.join(hubs.invite(3600).text, "Eve")
    with pytest.raises(ConflictError, match="on this PC already"):
        await friends.ada.pools.own_hubs.join(hubs.invite(3600).text, "Ada", Reach())
    with pytest.raises(NotFoundError):
        await own.leave("Friends")
    with pytest.raises(NotFoundError):
        await hubs.remove("nobody's")
    with pytest.raises(InvalidInputError, match="of this PC"):
        await hubs.remove("Ada's PC")
    with pytest.raises(ForbiddenError):
        friends.bob.pools.hubs("Friends")
    assert [one.role for one in friends.ada.pools.invites("Friends")] == [Role.BOTH]
    assert own.list() == ()
