"""Bodies of requests, read in the event loop: a client that stalls holds no thread.

A body has to go on within `IDLE_S` and be whole within `WHOLE_S`. Only bodies that are not whole
yet are counted, for each address (a clinic sits behind one): where there are too many, the one
that has said nothing for longest gives way.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mesomap.errors import N_, Busy, MesoMapError, TooLarge, TooSlow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    Receive = Callable[[], Awaitable[dict[str, Any]]]

#: Longest silence within a body, and longest time for the whole of it, in seconds.
IDLE_S, WHOLE_S = 5.0, 30.0

#: Unfinished bodies of one address, and bytes of all unfinished bodies.
SHARE, MOST_HELD_BYTES = 100, 32_000_000

#: What the API takes (as `MAX_REQUEST_BYTES` of web/access/security.py), and what a form may be.
API_BYTES, FORM_BYTES = 1_100_000, 300_000

#: Bytes of a too large body that are read and dropped, so that its sender gets the answer.
FORGOTTEN_BYTES = 16_000_000


class Gone(Exception):
    """The client has left before its body was whole, or what it sent is no body of HTTP."""


@dataclass(eq=False, slots=True)
class Arriving:
    """A body that is not whole yet."""

    address: str
    heard_s: float
    parts: list[bytes] = field(default_factory=list)
    size: int = 0
    limit: asyncio.Timeout | None = None
    gives_way: bool = False


def most_bytes(path: str) -> int:
    """How many bytes a request to this path may carry."""
    return API_BYTES if path.startswith("/api/") else FORM_BYTES


def too_large(most: int) -> TooLarge:
    """Make the error that says how many bytes are taken."""
    return TooLarge(N_("Un envoi ne dépasse pas {most} octets ici."), most=most)


class Intake:
    """Reads bodies, and keeps a list of those that are not whole yet."""

    def __init__(
        self, *, idle_s: float = IDLE_S, whole_s: float = WHOLE_S, share: int = SHARE
    ) -> None:
        self._idle_s, self._whole_s, self._share = idle_s, whole_s, share
        self._unfinished: dict[str, set[Arriving]] = {}
        self._held_bytes = 0

    async def read(self, address: str, receive: Receive, most: int) -> bytes:
        """Read a body whole.

        Raises
        ------
        TooLarge, TooSlow, Busy
            It was given up; the rest of it has not been read.
        Gone
            There is nobody left to answer.
        """
        loop = asyncio.get_running_loop()
        body, end_s = Arriving(address, loop.time()), loop.time() + self._whole_s
        self._begin(body)
        try:
            while await self._piece(body, receive, end_s, most):
                self._relieve()
            return b"".join(body.parts)
        finally:
            self._end(body)

    async def _piece(self, body: Arriving, receive: Receive, end_s: float, most: int) -> bool:
        """Read one piece; whether there are more."""
        message = await self._hear(body, receive, end_s)
        piece = message.get("body", b"")
        if body.size + len(piece) > most:
            await self._forget(body, receive, end_s)
            raise too_large(most)
        body.parts.append(piece)
        body.size += len(piece)
        self._held_bytes += len(piece)
        return bool(message.get("more_body"))

    async def _hear(self, body: Arriving, receive: Receive, end_s: float) -> dict[str, Any]:
        due_s = min(body.heard_s + self._idle_s, end_s)
        try:
            async with asyncio.timeout_at(due_s) as body.limit:
                message = await receive()
        except TimeoutError:
            raise _given_up(body) from None
        finally:
            body.limit = None
        if message["type"] == "http.disconnect":
            raise Gone
        body.heard_s = asyncio.get_running_loop().time()
        return message

    async def _forget(self, body: Arriving, receive: Receive, end_s: float) -> None:
        """Read on for a while: many a sender reads no answer before all of its body was taken."""
        left, more = FORGOTTEN_BYTES, True
        while more and left > 0:
            try:
                message = await self._hear(body, receive, end_s)
            except MesoMapError:
                return
            left -= len(message.get("body", b""))
            more = bool(message.get("more_body"))

    def _begin(self, body: Arriving) -> None:
        of_address = self._unfinished.setdefault(body.address, set())
        if len(of_address) >= self._share:
            _give_way(of_address)
        of_address.add(body)

    def _relieve(self) -> None:
        if self._held_bytes > MOST_HELD_BYTES:
            _give_way([body for bodies in self._unfinished.values() for body in bodies])

    def _end(self, body: Arriving) -> None:
        self._held_bytes -= body.size
        of_address = self._unfinished[body.address]
        of_address.discard(body)
        if not of_address:
            del self._unfinished[body.address]


def _give_way(bodies: Collection[Arriving]) -> None:
    """End the wait for the body that has said nothing for longest."""
    silent = [b for b in bodies if b.limit and not b.gives_way and not b.limit.expired()]
    oldest = min(silent, key=lambda body: body.heard_s, default=None)
    if oldest is not None and oldest.limit is not None:
        oldest.gives_way = True
        oldest.limit.reschedule(asyncio.get_running_loop().time())


def _given_up(body: Arriving) -> MesoMapError:
    if body.gives_way:
        return Busy(
            N_("Trop d’envois inachevés viennent de cette adresse : recommencez dans un instant.")
        )
    return TooSlow(N_("L’envoi s’est arrêté en route : rien n’en a été enregistré. Recommencez."))
