"""Everything MesoMap refuses to do, and why.

* MesoMapError
  + NotFound              404  nothing of that id in this practice
  + Refused               422  the value is impossible; the sentence says what was wanted
    - Doubtful            422  possible, but hardly meant; it can be said again
    - OutsideModel        422  a body the shape model was not fitted on
    - Newer               422  a newer version of MesoMap wrote it
  + Malformed             400  not JSON, or not of the form that was asked for
  + TooLarge              413  more than one request may carry
  + TooSlow               408  a request that has stopped in the middle
  + NotSignedIn           401  nobody is signed in (any more)
    - Locked              401  signed in, but the PIN is wanted first
    - NoPin               401  signed in, but a PIN has to be chosen first
  + Forbidden             403  signed in, but this is not theirs to do
  + TooManyTries          429  wait, then try again
  + Conflict              409  someone saved a newer version
    - AlreadyMade         409  the form was sent before, with something else in it
    - Double              409  someone of that name and birth date is on record
  + Busy                  503  too much at once; the same again, a moment later
  + NoRoom                507  the disk is full
    - ReadOnly            507  nothing may be written
  + Damaged               500  the file or its disk cannot be read

Only `web/common/errors.py` knows the numbers; they are shown here for the reader.

An error carries a sentence in French (the reference language) as a `str.format`
template, and the values that go into it: `Refused(N_("…{height_cm} cm…"), height_cm=400)`.
Whoever shows it translates the template first and fills it in afterwards.
"""

from __future__ import annotations

from typing import Any


def N_(sentence: str) -> str:  # noqa: N802  the name that gettext's extractors look for
    """Mark a sentence for translation where it cannot be translated yet."""
    return sentence


class MesoMapError(Exception):
    """Base of every error that may be shown to the doctor.

    `code` is stable, for programs; `template` and `values` are for people.
    """

    code = "error"

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class NotFound(MesoMapError):
    code = "not-found"


class Refused(MesoMapError):
    code = "refused"


class Doubtful(Refused):
    code = "doubtful"


class OutsideModel(Refused):
    code = "outside-model"


class Newer(Refused):
    code = "newer"


class Malformed(MesoMapError):
    code = "malformed"


class TooLarge(MesoMapError):
    code = "too-large"


class TooSlow(MesoMapError):
    code = "too-slow"


class Busy(MesoMapError):
    code = "busy"


class NoRoom(MesoMapError):
    code = "no-room"


class ReadOnly(NoRoom):
    code = "read-only"


class Damaged(MesoMapError):
    code = "damaged"


class NotSignedIn(MesoMapError):
    code = "not-signed-in"


class Locked(NotSignedIn):
    code = "locked"


class NoPin(NotSignedIn):
    code = "no-pin"


class Forbidden(MesoMapError):
    code = "forbidden"


class TooManyTries(MesoMapError):
    code = "too-many-tries"


class Conflict(MesoMapError):
    code = "conflict"


class AlreadyMade(Conflict):
    """`values["id"]` names what was made then."""

    code = "already-made"


class Double(Conflict):
    """`values["ids"]` names who may be the same person."""

    code = "double"
