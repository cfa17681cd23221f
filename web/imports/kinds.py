"""The files that the service takes in: what they are called, their columns in plain words, and other headings that are
understood, in English and in French."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from workload.exchange.csv_table import Column
from workload.exchange.territory_import import IMPORTS
from workload.exchange.whole_tables import WHOLE, column_of
from workload.names import plain

KINDS: dict[str, Any] = {
    "staff.csv": _l("People"),
    "posts.csv": _l("Posts"),
    "served.csv": _l("Who serves which community"),
    "cover.csv": _l("Who may cover where"),
    "cases.csv": _l("Cases"),
    "conflicts.csv": _l("Declared conflicts of interest"),
    "applications.csv": _l("Applications"),
    "concerns.csv": _l("Concerns"),
    "time_log.csv": _l("Logged time"),
    "training.csv": _l("Training done"),
    "days.csv": _l("Calendar"),
    "regions.csv": _l("Regions"),
    "places.csv": _l("Offices"),
    "communities.csv": _l("Communities"),
}

WORKED_OUT = {"cases.csv": ("region", "hours", "weight")}
"""Columns of an export that we work out ourselves and do not read."""

# name -> what it means, and other headings that mean it
COLUMNS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "activity": (_l("Activity"), ("activité",)),
    "appointed_on": (
        _l("Appointed as officer on"),
        ("appointed", "appointment date", "date de nomination", "nommé le"),
    ),
    "case_id": (_l("Case"), ("case", "case number", "file number", "dossier", "numéro de dossier")),
    "category": (_l("What it is about"), ("topic", "catégorie", "sujet")),
    "channel": (_l("How it came"), ("received by", "canal", "voie")),
    "closed": (_l("Closed on"), ("closed on", "date closed", "fermé le", "date de fermeture")),
    "community": (_l("Community"), ("communauté", "collectivité", "localité")),
    "community_id": (_l("Community"), ("community", "communauté", "collectivité")),
    "completed": (_l("Completed on"), ("completed on", "date completed", "terminé le", "date de fin")),
    "course": (_l("Course"), ("training", "cours", "formation")),
    "current_officer": (_l("Officer who carries it"), ("officer", "worker", "agent", "agente", "agent actuel")),
    "date": (_l("Day"), ("day", "jour")),
    "day": (_l("Day"), ("date", "jour")),
    "decided": (_l("Decided on"), ("decision date", "décidé le", "date de décision")),
    "documents_complete": (_l("All documents in on"), ("documents complets", "documents complets le")),
    "email": (_l("E-mail"), ("e-mail", "mail", "courriel", "adresse courriel")),
    "family_name": (_l("Family name"), ("last name", "surname", "nom", "nom de famille")),
    "fly_in": (_l("Reached by air only, 0 or 1"), ("fly-in", "accès par avion")),
    "friday_hours": (_l("Hours on Friday"), ("friday", "vendredi", "heures vendredi")),
    "fte": (_l("Share of a full post, up to 1"), ("etp", "équivalent temps plein")),
    "given_name": (_l("Given name"), ("first name", "prénom")),
    "has_admin_support": (_l("Has administrative support, 0 or 1"), ("soutien administratif",)),
    "holder_id": (_l("Who holds it"), ("holder", "incumbent", "titulaire")),
    "buddy_id": (_l("Buddy"), ("jumelé", "jumelée", "parrain")),
    "icm": (_l("Trained for integrated case management, 0 or 1"), ("gestion intégrée",)),
    "kind": (_l("Kind"), ("type", "genre", "sorte")),
    "language": (_l("Language, as a code"), ("langue",)),
    "languages": (_l("Languages, as codes with ; between"), ("langues",)),
    "max_cover_days": (_l("Most cover days a quarter"), ("max cover days", "jours de remplacement maximum")),
    "min_hours": (_l("Cover hours that make a day served"), ("heures minimales",)),
    "minutes": (_l("Minutes"), ("durée", "duration")),
    "mode": (_l("How: site or remote"), ("how", "façon")),
    "monday_hours": (_l("Hours on Monday"), ("monday", "lundi", "heures lundi")),
    "name": (_l("Name"), ("nom",)),
    "name_fr": (_l("Name in French"), ("french name", "nom français", "nom en français")),
    "office_id": (_l("Office"), ("office", "service centre", "bureau", "centre de services")),
    "officer_id": (_l("Officer"), ("officer", "person", "agent", "agente")),
    "opened": (_l("Opened on"), ("received", "date opened", "ouvert le", "reçu le")),
    "paid": (_l("Paid on"), ("payment date", "payé le", "date de paiement")),
    "past_cover_days": (_l("Cover days of earlier quarters"), ("jours de remplacement passés",)),
    "person_id": (
        _l("Person, a code such as P007"),
        ("person", "employee", "employee number", "personne", "employé", "matricule"),
    ),
    "population": (_l("People who live there"), ("population",)),
    "position": (_l("Place in lists"), ("order", "ordre", "rang")),
    "post_id": (_l("Number of the post"), ("post", "position number", "poste", "numéro de poste")),
    "reference": (_l("Reference"), ("number", "référence", "numéro")),
    "region_id": (_l("Region"), ("region", "région")),
    "service_since": (
        _l("In service since"),
        ("start date", "hired", "hire date", "date d'embauche", "en service depuis"),
    ),
    "single_window": (_l("Has a single-window office, 0 or 1"), ("guichet unique",)),
    "source": (_l("Where it is from"), ("origine", "source")),
    "statistics_region": (_l("Region of the statistics"), ("région statistique",)),
    "stream": (_l("Stream"), ("program", "volet", "programme")),
    "submitted": (_l("Submitted on"), ("application date", "soumis le", "date de demande")),
    "thursday_hours": (_l("Hours on Thursday"), ("thursday", "jeudi", "heures jeudi")),
    "tier": (_l("Tier"), ("complexity", "niveau", "palier")),
    "title": (_l("Title"), ("job title", "titre", "poste")),
    "travel_hours": (_l("Hours of the round trip"), ("travel", "heures de déplacement", "trajet")),
    "tuesday_hours": (_l("Hours on Tuesday"), ("tuesday", "mardi", "heures mardi")),
    "urgent_share": (_l("Share that cannot wait, 0 to 1"), ("part urgente",)),
    "verified": (_l("Verified on"), ("vérifié le",)),
    "waits": (_l("What was waited for"), ("attentes",)),
    "wednesday_hours": (_l("Hours on Wednesday"), ("wednesday", "mercredi", "heures mercredi")),
    "works_until": (_l("Last day at work"), ("end date", "leaving date", "dernier jour", "date de départ")),
}


def columns_of(kind: str) -> list[Column]:
    """What is read of a file, in its order."""
    for whole in WHOLE:
        if whole.file == kind:
            return [column_of(whole, column) for column in whole.columns()]
    found = next(one for one in IMPORTS if one.file == kind)
    return [column for column in found.columns if column.name not in WORKED_OUT.get(kind, ())]


def places_of(kind: str, headings: list[str]) -> dict[str, int]:
    """Where each of our columns stands, as far as the headings say so; each heading is used once."""
    taken: dict[str, int] = {}
    said = [_bare(heading) for heading in headings]
    names = [column.name for column in columns_of(kind)]
    for understood in (_same_name, _same_words):
        for name in names:
            for place, heading in enumerate(said):
                if name not in taken and place not in taken.values() and heading and understood(name, heading):
                    taken[name] = place
    return taken


def likely_kind(headings: list[str]) -> str | None:
    """The kind whose needed columns all have a heading; of several the one that uses most headings."""
    fitting = []
    for kind in KINDS:
        places = places_of(kind, headings)
        if all(column.name in places for column in columns_of(kind) if column.required):
            fitting.append((len(places), kind))
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def missing_of(kind: str, places: Mapping[str, int]) -> list[str]:
    """Needed columns without a place."""
    return [column.name for column in columns_of(kind) if column.required and column.name not in places]


def _same_name(name: str, heading: str) -> bool:
    return heading == _bare(name)


def _same_words(name: str, heading: str) -> bool:
    label, others = COLUMNS[name]
    return heading in {_bare(str(label)), *(_bare(other) for other in others)}


def _bare(text: str) -> str:
    """Lower case, without accents, signs between words as spaces."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain(text)).split())
