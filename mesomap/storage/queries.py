"""The longer queries of the SQLite storage."""

from __future__ import annotations

from mesomap.storage.dialect import RANKS

EVENT = """
SELECT e.*, b.salt, b.body FROM event e
LEFT JOIN event_body b ON b.practice_id = e.practice_id AND b.seq = e.seq
WHERE e.practice_id = :practice_id
"""

# A session that was put aside, as long as nothing was injected in it.
ASIDE = "(d.discarded = 1 AND s.state IN ('planning', 'agreed'))"

# The ids under which events know a patient: their own, and those of records merged into theirs.
IDS = """
  SELECT p.patient_id UNION ALL SELECT m.patient_id FROM patient m
    WHERE m.practice_id = p.practice_id AND m.merged_into = p.patient_id
"""

# Sessions of the patient `p`, whatever id they were opened under.
THEIRS = f"""
  FROM session s LEFT JOIN discard d USING (practice_id, session_id)
  WHERE s.practice_id = p.practice_id AND s.patient_id IN ({IDS})
"""

STANDING = f"{THEIRS} AND {ASIDE} IS NOT TRUE"

# Not in lists: who is merged into another, and who has no name and no session but put aside.
LISTED = f"""
  p.practice_id = :practice_id AND p.merged_into IS NULL AND (
    p.family_name <> '' OR EXISTS (SELECT 1 {STANDING}) OR NOT EXISTS (SELECT 1 {THEIRS}))
"""

PATIENT_ROW = f"""
SELECT p.patient_id, p.family_name, p.given_name, p.birth_date, p.sex, p.age_band_years,
  p.created_at, hit.here,
  (SELECT max(s.treatment_date) {STANDING}) AS last_session_date,
  (SELECT count(*) {STANDING}) AS sessions_count,
  c.title AS course, c.planned_sessions AS course_planned,
  (SELECT count(*) FROM session s LEFT JOIN discard d USING (practice_id, session_id)
    WHERE s.practice_id = c.practice_id AND s.course_id = c.course_id
      AND {ASIDE} IS NOT TRUE) AS course_sessions
FROM hit JOIN patient p ON p.practice_id = :practice_id AND p.patient_id = hit.patient_id
LEFT JOIN course c ON c.practice_id = p.practice_id AND c.course_id = (
  SELECT latest.course_id FROM course latest
    WHERE latest.practice_id = p.practice_id AND latest.patient_id IN ({IDS})
    ORDER BY latest.created_at DESC, latest.course_id DESC LIMIT 1)
"""  # noqa: S608  the pieces are constants of this file

HERE = f"""
  coalesce((SELECT max(s.treatment_date) {STANDING}), substr(p.created_at, 1, 10)) AS here
"""

# The order is made of little, and what a line shows is looked up for those that are shown.
RECENT = f"""
WITH hit AS (
  SELECT p.patient_id, {HERE} FROM patient p WHERE {LISTED}
  ORDER BY here DESC, p.created_at DESC, p.patient_id DESC LIMIT :limit OFFSET :offset
)
{PATIENT_ROW} ORDER BY hit.here DESC, p.created_at DESC, p.patient_id DESC
"""  # noqa: S608  the pieces are constants of this file

#: Sorts after every other character: the upper bound of a look-up by the beginning of a term.
LAST_LETTER = chr(0x10FFFF)

TERMS = """
SELECT coalesce(p.merged_into, p.patient_id) AS patient_id, t.term, t.place FROM term t
JOIN patient p ON p.practice_id = t.practice_id AND p.patient_id = t.subject_id
WHERE t.practice_id = :practice_id AND t.subject = 'patient'
  AND t.term >= :beginning AND t.term < :beginning || :last
"""

ALL_TERMS = """
SELECT DISTINCT coalesce(p.merged_into, p.patient_id) AS patient_id, t.term FROM term t
JOIN patient p ON p.practice_id = t.practice_id AND p.patient_id = t.subject_id
WHERE t.practice_id = :practice_id AND t.subject = 'patient' AND t.place IN ('family', 'given')
  AND length(t.term) BETWEEN :shortest AND :longest
"""

RANKED = f"""
WITH hit AS (
  SELECT p.patient_id, j.value AS place, p.sort_key AS name, {HERE}
  FROM {RANKS} j
  JOIN patient p ON p.practice_id = :practice_id AND p.patient_id = j.key
  WHERE {LISTED}
  ORDER BY place, here DESC, name, p.patient_id LIMIT :limit OFFSET :offset
)
{PATIENT_ROW} ORDER BY hit.place, hit.here DESC, hit.name, p.patient_id
"""  # noqa: S608  the pieces are constants of this file

# A session is shown with whom it belongs to today; its events keep the id it was opened under.
PRODUCTS_OF = """
SELECT p.session_id, p.key, p.name, p.lot, p.expiry, s.treatment_date,
  coalesce(o.merged_into, s.patient_id) AS patient_id
FROM syringe_product p JOIN session s USING (practice_id, session_id)
JOIN patient o ON o.practice_id = s.practice_id AND o.patient_id = s.patient_id
WHERE p.practice_id = :practice_id
"""

# Records that were merged counted each for itself: outside of courses their sessions are numbered
# together, by the day of the act, where they are shown.
SHOWN_NUMBER = f"""
CASE WHEN s.course_id IS NULL AND {ASIDE} IS NOT TRUE AND EXISTS (SELECT 1 FROM patient m
    WHERE m.practice_id = p.practice_id AND m.merged_into = p.patient_id)
  THEN (SELECT count(*) FROM (SELECT s.treatment_date, s.session_id {STANDING}
      AND s.course_id IS NULL) AS one
    WHERE (one.treatment_date, one.session_id) <= (s.treatment_date, s.session_id))
  ELSE s.number END AS shown_number
"""  # noqa: S608  the pieces are constants of this file

SESSION = f"""
SELECT s.*, {SHOWN_NUMBER}, p.patient_id AS whose_id,
  p.family_name, p.given_name, p.sex, p.birth_date,
  p.age_band_years, c.title AS course_title, c.planned_sessions,
  coalesce({ASIDE}, 0) AS aside, d.reason AS aside_reason,
  (SELECT count(*) FROM mark m WHERE m.practice_id = s.practice_id
    AND m.session_id = s.session_id AND m.removed = 0 AND m.done IS NOT NULL) AS said
FROM session s
JOIN patient o ON o.practice_id = s.practice_id AND o.patient_id = s.patient_id
JOIN patient p ON p.practice_id = s.practice_id
  AND p.patient_id = coalesce(o.merged_into, o.patient_id)
LEFT JOIN course c ON c.practice_id = s.practice_id AND c.course_id = s.course_id
LEFT JOIN discard d ON d.practice_id = s.practice_id AND d.session_id = s.session_id
WHERE s.practice_id = :practice_id
"""  # noqa: S608  the pieces are constants of this file

COURSES = f"""
SELECT c.*, p.patient_id AS whose_id,
  (SELECT count(*) FROM session s LEFT JOIN discard d USING (practice_id, session_id)
    WHERE s.practice_id = c.practice_id AND s.course_id = c.course_id
      AND {ASIDE} IS NOT TRUE) AS sessions_count
FROM course c
JOIN patient o ON o.practice_id = c.practice_id AND o.patient_id = c.patient_id
JOIN patient p ON p.practice_id = c.practice_id
  AND p.patient_id = coalesce(o.merged_into, o.patient_id)
WHERE c.practice_id = :practice_id
"""  # noqa: S608  the pieces are constants of this file

OF_PATIENT = """
 IN (SELECT :patient_id UNION ALL SELECT patient_id FROM patient
  WHERE practice_id = :practice_id AND merged_into = :patient_id)
"""


COUNTERS = """
WITH run AS (
  SELECT device_id, min(device_seq) AS least, max(device_seq) AS most FROM event
  WHERE practice_id = :practice_id AND session_id = :session_id AND device_id <> 'server'
  GROUP BY device_id
)
SELECT run.*, (
  SELECT count(DISTINCT e.device_seq) FROM event e
  WHERE e.practice_id = :practice_id AND e.device_id = run.device_id
    AND e.device_seq BETWEEN run.least AND run.most) AS here
FROM run ORDER BY device_id
"""

# What was offered again later, and could be counted then, is no longer to be shown.
QUARANTINED = """
SELECT q.event_id, q.reason, q.raw, q.author_id, q.received_at FROM quarantine q
WHERE q.practice_id = :practice_id AND q.session_id = :session_id AND (
  q.reason = 'other-body' OR NOT EXISTS (
    SELECT 1 FROM event e WHERE e.practice_id = q.practice_id AND e.id = q.event_id
      AND e.session_id = q.session_id))
ORDER BY q.n
"""
