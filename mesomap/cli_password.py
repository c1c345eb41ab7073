"""`mesomap password EMAIL`: who sits at the machine may give an account a new password."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mesomap.cli_open import opened
from mesomap.cli_terminal import mark as _
from mesomap.cli_terminal import said, say
from mesomap.domain.passwords import new_password
from mesomap.errors import N_, NotFound
from mesomap.services.demo.demo import DEMO_PRACTICE_ID
from mesomap.services.practice import accounts
from mesomap.storage.seat import Seat
from mesomap.web.access.auth import hash_password

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage

#: Letters of a password that is made: none that is read as another.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@click.command("password")
@click.argument("email")
@click.option("--generate", is_flag=True, help="Make one and print it, instead of asking.")
def password(email: str, generate: bool) -> None:  # noqa: FBT001
    """Give the account EMAIL a new password; its devices have to sign in again."""
    storage, _done = opened()
    try:
        account = accounts.user_by_email(storage, email)
        if account is None or account.practice_id == DEMO_PRACTICE_ID:
            raise NotFound(
                N_("Aucun compte ne porte l’adresse {email}. Comptes : {known}."),
                email=email, known=", ".join(_known(storage)) or "–",
            )  # fmt: skip
        chosen = _made() if generate else _asked()
        ended = accounts.change_password(
            storage, account, hash_password(new_password(chosen)), datetime.now(UTC)
        )
    finally:
        storage.close()
    if generate:
        click.echo(chosen)
    say(_("Mot de passe changé pour {name}. Appareils déconnectés : {count}."),
        name=account.name, count=ended)  # fmt: skip
    if account.stopped_at is not None:
        say(_("Ce compte est arrêté : un confrère du cabinet peut le rouvrir dans les réglages."))


def _known(storage: Storage) -> list[str]:
    return [
        account.email
        for practice in accounts.practices(storage)
        if practice.practice_id != DEMO_PRACTICE_ID
        for account in accounts.of_practice(Seat(storage, practice.practice_id))
    ]


def _asked() -> str:
    first = click.prompt(said(_("Nouveau mot de passe (rien ne s’affiche)")), hide_input=True)
    again = click.prompt(said(_("Une seconde fois")), hide_input=True)
    return new_password(first, again)


def _made() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _nth in range(5)) for _group in range(4))
    return "-".join(groups)
