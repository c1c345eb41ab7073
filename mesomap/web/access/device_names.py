"""What a device is called in the list of those signed in, as far as its browser tells."""

from __future__ import annotations

#: What a browser says of its system, in the order to look; an iPad may call itself a Macintosh.
SYSTEMS = {
    "iPad": "iPad", "iPhone": "iPhone", "Android": "Android", "Windows": "Windows",
    "CrOS": "Chromebook", "Macintosh": "iPad / Mac", "Linux": "Linux",
}  # fmt: skip

#: What it says of itself; most say the names of others too, which come after.
BROWSERS = {
    "Firefox/": "Firefox", "FxiOS/": "Firefox", "Edg": "Edge", "SamsungBrowser/": "Samsung",
    "CriOS/": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip


def device_name(user_agent: str) -> str:
    """Name system and browser; empty where neither is known.

    >>> device_name("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Version/17.5 Safari/604.1")
    'iPad · Safari'
    """
    found = (
        next((name for said, name in table.items() if said in user_agent), "")
        for table in (SYSTEMS, BROWSERS)
    )
    return " · ".join(name for name in found if name)
