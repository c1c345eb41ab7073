"""Products as a practice's catalogue knows them: facts to remind of, never a proposal.

Facts come from leaflets and official databases; each product carries its source and status
(V read in an official text, U not found). MesoMap proposes no mix and no dose.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mesomap.domain.allergies import shipped as allergens
from mesomap.domain.said import Said
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Words of an indication that the French decree 2011-382 (art. 1, status V) may concern.
FAT_LYSIS_WORDS = ("lipolys", "lipodissol", "adipocytolys", "cellulite", "amaigriss",
                   "amincissement", "graisse", "bourrelet", "double menton")  # fmt: skip

FAMILIES: Mapping[str, str] = {
    "anaesthetic": N_("Anesthésique local"),
    "nsaid": N_("Anti-inflammatoire non stéroïdien"),
    "muscle_relaxant": N_("Décontracturant"),
    "hormone": N_("Hormone"),
    "vascular": N_("Vasculaire"),
    "mineral": N_("Oligo-élément et minéral"),
    "vitamin": N_("Vitamine"),
    "homeopathy": N_("Homéopathie injectable"),
    "diluent": N_("Diluant"),
}


@dataclass(frozen=True, slots=True)
class Product:
    """One product. `names` by language; `flags` are codes of `REMINDERS`; status as above."""

    key: str
    names: Mapping[str, str]
    brand: str = ""
    family: str = ""
    presentations: tuple[str, ...] = ()
    min_age_years: int | None = None
    flags: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    status: str = "U"

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names["fr"]

    def said_by(self, lang: str) -> str:
        """Say where the facts were read, in the reader's language; '' where no source was found."""
        return self.source.get(lang) or self.source.get("fr", "")


REMINDERS: Mapping[str, str] = {
    "pregnancy_24_weeks": N_("Contre-indiqué à partir de 24 semaines d’aménorrhée."),
    "pregnancy": N_("Contre-indiqué pendant la grossesse."),
    "breastfeeding": N_("Contre-indiqué pendant l’allaitement."),
    "breastfeeding_advised_against": N_("Déconseillé pendant l’allaitement."),
    "contraception": N_("Contre-indiqué sans contraception efficace."),
    "hypocalcaemia": N_("Contre-indiqué en cas d’hypocalcémie."),
    "flush": N_("Bouffées de chaleur possibles, surtout si l’injection est trop profonde."),
    "sulfites": N_("Contient des sulfites."),
    "amide": N_("Anesthésique de type amide : vérifier l’absence d’allergie."),
    "nsaid": N_("Anti-inflammatoire : vérifier la prise d’aspirine ou d’AINS depuis 48 h."),
    "benzyl_alcohol": N_("Contient de l’alcool benzylique, du propylène glycol et de l’éthanol."),
    "porphyria": N_("Déconseillé en cas de porphyrie aiguë."),
    "not_long_term": N_("Pas pour un traitement prolongé."),
    "long_term_cancer": N_("Durée limitée : risque de cancer en cas d’usage prolongé."),
}

#: What is stated of a whole family, whatever its member is called, and where.
FAMILY_FLAGS: Mapping[str, tuple[str, ...]] = {"nsaid": ("nsaid", "pregnancy_24_weeks")}
_OF_FAMILY = {"fr": "service-public.fr A11351 (classe)", "en": "service-public.fr A11351 (class)"}

#: The question of the checklist that each reminder stands beside (`mesomap/data/checklist.json`).
CONCERNS: Mapping[str, str] = {
    "pregnancy_24_weeks": "pregnant", "pregnancy": "pregnant", "contraception": "no_contraception",
    "breastfeeding": "breastfeeding", "breastfeeding_advised_against": "breastfeeding",
    "sulfites": "allergy_reaction", "amide": "allergy_reaction",
    "benzyl_alcohol": "allergy_reaction", "nsaid": "nsaid_48h", "age": "age",
}  # fmt: skip
_AGE = N_("À partir de {age} ans.")


def plain(text: str) -> str:
    """Lower case without accents, to compare words that people type."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def of_family(product: Product) -> Product:
    """Give a product what is stated of its family; others stay as they are."""
    flags = FAMILY_FLAGS.get(product.family, ())
    return replace(product, flags=flags, source=_OF_FAMILY, status="V") if flags else product


_BRACKETS = re.compile(r"\([^)]*\)")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def names_of(product: Product) -> tuple[str, ...]:
    """List what a product goes by: names in every language, its brand, those of its substance.

    The brands of a substance are those of `mesomap/data/allergens.json`, each with its source.
    """
    concepts = [row for row in allergens()["concepts"] if row["key"] == product.key]
    alike = [phrase for row in concepts for phrase in row["phrases"]]
    return tuple(dict.fromkeys(filter(None, (*product.names.values(), product.brand, *alike))))


def is_called(name: str, names: Iterable[str]) -> bool:
    """Tell whether a name that was typed begins as one of `names` does, figures aside.

    The same in `static/js/model/products.js`; `tests/cases/syringes/called.json` holds both to it.

    >>> is_called("Miorel 4 mg/2 mL", ["Thiocolchicoside", "Miorel"])
    True
    """
    typed = _said(name)
    return any(said and typed[: len(said)] == said for said in map(_said, names))


def _said(name: str) -> list[str]:
    """List the words of a name before its first figure, without what stands in brackets."""
    words = _WORDS.findall(_BRACKETS.sub(" ", plain(name)))
    figure = next((at for at, word in enumerate(words) if word.isdigit()), len(words))
    return words[:figure]


def reminders(product: Product) -> tuple[tuple[str, Said], ...]:
    """Sentences to show beside a product, each after its key; they remind and never block."""
    age = product.min_age_years
    first = (("age", Said(_AGE, {"age": age})),) if age is not None else ()
    return first + tuple((flag, Said(REMINDERS[flag])) for flag in product.flags)


def concerns_fat_lysis(indication: str) -> bool:
    """Tell where an indication reads like fat lysis (decree 2011-382): a flag, not a verdict."""
    words = plain(indication)
    return any(word in words for word in FAT_LYSIS_WORDS)


def _in_words(source: str | Mapping[str, str]) -> Mapping[str, str]:
    """Read a source: an address is the same in every language, words are given in each."""
    return {"fr": source} if isinstance(source, str) else source


def product_from_json(row: Mapping[str, Any]) -> Product:
    """Read one row of the shipped catalogue."""
    return Product(
        key=row["key"],
        names=row["names"],
        brand=row.get("brand", ""),
        family=row.get("family", ""),
        presentations=tuple(row.get("presentations", ())),
        min_age_years=row.get("min_age_years"),
        flags=tuple(row.get("flags", ())),
        source=_in_words(row.get("source", "")),
        status=row["status"],
    )
