"""Everything that can be checked of an instance's data, and what cannot be known.

Nothing is changed, made or repaired. Each fault is a finding: what kind of thing, where, and a
sentence.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.errors import N_, Refused
from mesomap.instance import holding
from mesomap.services.practice import accounts
from mesomap.services.safety import verify_chain, verify_derived, verify_rows
from mesomap.services.safety.findings import Finding, Looked
from mesomap.storage import copying, health, shape
from mesomap.storage.sqlite import open_storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mesomap.services.practice.accounts import Practice
    from mesomap.storage.protocol import Reader

#: Findings of one kind that are told of a practice; more are counted together.
MOST = 20

#: Steps of the work, and the sentence each is told by.
PAGES, CHAIN, DERIVED, ROWS = (
    N_("Pages du fichier"), N_("Chaîne"), N_("Séances"), N_("Fiches, journal et devis"),
)  # fmt: skip

UNKNOWN = (
    N_("des événements ajoutés puis coupés après la dernière fin de registre connue ailleurs "
       "(sauvegarde, arrêt du serveur, tablette, --head) ne laissent pas de trace"),
    N_("nom et jour de création du cabinet, comptes, mots de passe et appareils identifiés n’ont "
       "pas de journal"),
    N_("le numéro interne d’une fiche (text_id) et l’heure à laquelle une migration a été faite ne "
       "sont dits nulle part ailleurs"),
    N_("secret.key : qu’elle soit la clé d’origine ne se voit pas ; une autre oblige seulement "
       "chacun à s’identifier de nouveau"),
    N_("un devis, une fiche avec son journal ou une entrée du journal, changés avec leur empreinte "
       "par quelqu’un qui sait comment, se tiennent"),
    N_("les surfaces d’une séance qui n’est pas signée ne sont pas comparées : elles sont "
       "mesurées à nouveau quand on les demande"),
)  # fmt: skip
NEWER = N_(
    "une version plus récente a ouvert {n} séances : leurs lignes n’ont pas été comparées à leurs "
    "saisies"
)
OLDER = N_(
    "la base a la forme d’une version plus ancienne ({names}) : seuls le fichier et la chaîne ont "
    "été regardés ; « mesomap migrate », puis à nouveau « mesomap verify »"
)


@dataclass(frozen=True, slots=True)
class Report:
    """`unknown` are sentences with their values, of what was not or cannot be checked.

    `partly`: of a database of an older form the file and the chain alone were looked at.
    """

    practices: tuple[Looked, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[tuple[str, dict[str, str]], ...]
    partly: bool = False


def verify(folder: Path, heads: tuple[str, ...], tell: Callable[[str, float], None]) -> Report:
    """Look at the database of an instance; `heads` are ends of a chain that it must hold.

    Raises
    ------
    Conflict
        A newer version of MesoMap wrote it.
    """
    path = instance.database(folder)
    findings = [*of_the_file(folder, path, tell), *_key(folder)]
    if any(found.what in {"file", "page"} for found in findings):
        return Report((), tuple(findings), ())
    newer: list[str] = []
    storage = open_storage(path, read_only=True)
    try:
        pending = storage.pending()
        with storage.reading() as r:
            looked = []
            for practice in accounts.practices_of(r):
                seen, found = _practice(r, practice, tell, newer, whole=not pending)
                looked.append(seen)
                findings += found
            findings += verify_chain.ends(r, folder, looked, heads)
    except sqlite3.DatabaseError as problem:
        findings.append(Finding("page", path.name, PAGE, {"said": str(problem)}))
        return Report((), tuple(findings), ())
    finally:
        storage.close()
    unknown: list[tuple[str, dict[str, str]]] = [(said, {}) for said in UNKNOWN]
    if newer:
        unknown.insert(0, (NEWER, {"n": str(len(newer))}))
    if pending:
        unknown.insert(0, (OLDER, {"names": ", ".join(pending)}))
    return Report(tuple(looked), tuple(findings), tuple(unknown), partly=bool(pending))


PAGE = N_("Le fichier est abîmé : {said}.")


ABSENT = N_(
    "{path} n’existe pas : aucune base n’a été créée. « mesomap restore SAUVEGARDE » en rend une."
)
NO_DATABASE = N_(
    "{path} n’est pas une base : son début n’est pas celui d’un fichier SQLite. « mesomap restore "
    "SAUVEGARDE » en rend une."
)
EMPTY = N_("{path} est une base vide : il n’y a aucune table de MesoMap.")
UNREADABLE = N_("{path} ne peut pas être lu ({reason}).")
KEY = N_("Une ligne se rapporte à une autre qui n’existe pas : {said}.")
NO_HEADER = N_(
    "Le début de {name} est abîmé : rien de ce fichier ne compte, et des écritures récentes "
    "peuvent manquer."
)
SKIPPED = N_("La migration {name} n’est pas notée, alors qu’une plus récente l’est.")
SHAPE = N_("{name} manque, ou n’est pas de MesoMap.")
NO_SECRET = N_(
    "{path} manque : « mesomap migrate » en fait une autre, et chacun s’identifiera de nouveau."
)
FRAMES = N_("{name} est abîmé : {lost} écritures confirmées ne peuvent plus être lues.")


def of_the_file(folder: Path, path: Path, tell: Callable[[str, float], None]) -> Iterator[Finding]:
    """Look at the file itself: there, a database, every page and key, the write-ahead file."""
    values = {"path": str(path)}
    try:
        if not path.exists():
            yield Finding("file", path.name, ABSENT, values)
        elif not health.has_header(path):
            yield Finding("file", path.name, NO_DATABASE, values)
        else:
            yield from _write_ahead(folder, path)
            tell(PAGES, 0.0)
            yield from _pages(path)
    except (OSError, sqlite3.Error) as problem:
        yield Finding("file", path.name, UNREADABLE, {**values, "reason": str(problem)})


def _pages(path: Path) -> Iterator[Finding]:
    with closing(copying.read_only(path)) as db:
        for said in health.pages(db):
            yield Finding("page", path.name, PAGE, {"said": said})
        for said in health.keys(db):
            yield Finding("key", path.name, KEY, {"said": said})
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'practice'").fetchone():
            yield Finding("file", path.name, EMPTY, {"path": str(path)})
        else:
            yield from _shape(path, db)


def _shape(path: Path, db: sqlite3.Connection) -> Iterator[Finding]:
    """Hold tables, indexes and triggers to the migrations, where all of them were made."""
    for name in shape.out_of_order(db):
        yield Finding("schema", path.name, SKIPPED, {"name": name})
    for name in shape.missing(db):
        yield Finding("schema", path.name, SHAPE, {"name": name})


def _key(folder: Path) -> Iterator[Finding]:
    """Look at the key that signs cookies, where there is a database that it belongs to."""
    path = folder / instance.SECRET
    if not instance.database(folder).exists():
        return
    if not path.exists():
        yield Finding("secret", path.name, NO_SECRET, {"path": str(path)})
        return
    try:
        instance.secret_key(folder)
    except Refused as refused:
        yield Finding("secret", path.name, refused.template, dict(refused.values))


def _write_ahead(folder: Path, path: Path) -> Iterator[Finding]:
    found = health.write_ahead(path, in_use=holding.is_in_use(folder))
    name = f"{path.name}-wal"
    if found is not None and not found.header:
        yield Finding("wal", name, NO_HEADER, {"name": name})
    elif found is not None and found.lost:
        yield Finding("wal", name, FRAMES, {"name": name, "lost": found.lost})


def _practice(
    r: Reader,
    practice: Practice,
    tell: Callable[[str, float], None],
    newer: list[str],
    *,
    whole: bool,
) -> tuple[Looked, list[Finding]]:
    name, practice_id = practice.name, practice.practice_id
    walk = verify_chain.Walk(r, practice_id, name)
    findings = _capped(walk.findings(lambda done: tell(CHAIN, done)), name)
    seen = Looked(practice_id, name, walk.events, walk.head)
    if whole:
        derived = verify_derived.findings(r, practice_id, name, lambda d: tell(DERIVED, d), newer)
        findings += _capped(derived, name)
        findings += _capped(verify_rows.findings(r, practice_id, name, tell, ROWS), name)
    return seen, findings


def _capped(found: Iterator[Finding], where: str) -> list[Finding]:
    first = list(islice(found, MOST))
    more = sum(1 for _finding in found)
    if more:
        first.append(Finding(first[-1].what, where, N_("Et {count} autres constats du même ordre."),
                             {"count": more}))  # fmt: skip
    return first
