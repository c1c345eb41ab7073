"""Plain papers for the tests: an issued estimate and a session that has ended."""

PRACTICE = {
    "name": "Cabinet du Parc", "doctor": "Dr Alix Exemple", "speciality": "Médecine du sport",
    "address": "1 rue de l’Exemple\n00000 Essai-Ville", "telephone": "00 00 00 00 00",
    "email": "", "rpps": "00000000001", "siret": "00000000000018",
}  # fmt: skip
PATIENT = {"name": "Exemple Maëlle", "sex": "F", "birth_date": "1985-04-12"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="4" cx="5" cy="5"/></svg>'
DRAWING = {"view": "back", "name": "Dos", "svg": SVG, "alt": "Dos. Un point."}


def line(key="fee", label="Honoraires de la séance", cents=6000, **more):
    return {
        "key": key, "label": label, "explanation": "3 régions × 20,00 €", "quantity": 3,
        "unit_cents": 2000, "amount_cents": cents, "computed_cents": cents,
        "purpose": "therapeutic", "adjustable": True, "reason": "",
    } | more  # fmt: skip


def estimate(**more):
    return {
        "form": "estimate/1", "number": "D-2026-0007", "session_number": 2, "lang": "fr",
        "treatment_date": "2026-11-21", "time_zone": "Europe/Paris", "currency": "EUR",
        "issued_at": "2026-11-20T23:30:00.000Z", "practice": PRACTICE, "patient": PATIENT,
        "act": {"code": "ANLB003", "label": "Séance de mésothérapie", "wording": "Non pris en charge."},
        "lines": [line()], "total_cents": 6000,
        "vat": [{"purpose": "therapeutic", "rate_pct": 0.0, "total_cents": 6000, "vat_cents": 0,
                 "net_cents": 6000, "mention": "Exonération de TVA, art. 261-4-1° du CGI"}],
        "duration": {"low_min": 10, "mid_min": 14, "high_min": 18, "lines": []},
        "figures": {"treated_cm2": 1234.56, "by_depth_cm2": {"IDP": 12.5, "IDS": 1222.0},
                    "points_by_depth": {"IDP": 1}, "uncertainty_pct": None,
                    "zone_names": ["Région lombaire gauche", "Genou droit"]},
        "notices": [{"code": "prior-information", "sentence": "Prix donné par écrit.", "printed": True},
                    {"code": "fat-lysis", "sentence": "Pour le médecin seul.", "printed": False}],
        "computed_from": {"radii_mm": {"IED": 2.5, "IDS": 5.0, "IDP": 10.0, "IHD": 10.0},
                          "stroke_width_mm": 5.0},
    } | more  # fmt: skip


def sheet(**more):
    return {
        "practice": PRACTICE, "patient": PATIENT, "ended_at": "2026-11-21T13:30:00.000Z",
        "time_zone": "Europe/Paris", "zone_names": ["Région lombaire gauche"],
    } | more  # fmt: skip
