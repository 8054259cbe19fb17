"""The counts behind the readings of every figure by team, as one would write them by hand: one query a table.

Each gives rows of month and team, then sums. It is what the contract of a Figure is measured against.
"""

CURRENT = "JOIN intake_load l ON l.id = r.load_id AND l.superseded_by_id IS NULL"
BY_TEAM = "JOIN organisation_team t ON t.id = r.team_id WHERE r.month IN ({months}) GROUP BY r.month, t.slug"


def record_query(table: str, sums: str, join: str = "") -> str:
    return f"SELECT r.month, t.slug, {sums} FROM {table} r {CURRENT} {join} {BY_TEAM}"


WORKERS = record_query(
    "workforce_worker",
    "SUM(CASE WHEN NOT r.agency THEN r.fte END), SUM(CASE WHEN r.agency THEN r.fte END), "
    "SUM(CASE WHEN r.cases > 0 THEN r.fte END), SUM(r.cases)",
)
POSTS = record_query("workforce_post", "SUM(r.fte), SUM(r.vacant_fte)")
LEAVERS = record_query("workforce_movement", "SUM(CASE WHEN r.kind = 'leaver' THEN r.fte END)")
ABSENCE = record_query("workforce_absence", "SUM(r.days_lost)")
CONTACTS = record_query(
    "frontdoor_contact",
    "COUNT(*), SUM(CASE WHEN r.outcome = 'nfa' THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN r.outcome = 'nfa' AND c.threshold_or_consent THEN 1 ELSE 0 END)",
    "LEFT JOIN frontdoor_category c ON c.id = r.category_id",
)
PLAN = (
    "SELECT c.month, COUNT(*), SUM(CASE WHEN s.days_overdue > 0 THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN s.previous <> '' AND s.previous <> s.brag THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN s.moved_now THEN 1 ELSE 0 END) "
    "FROM improvement_standing s JOIN figures_cycle c ON c.id = s.cycle_id WHERE c.month IN ({months}) GROUP BY c.month"
)
FUNDING = "SELECT decided_on, SUM(allocated) FROM improvement_funding WHERE allocated IS NOT NULL GROUP BY decided_on"
CASES = (
    "SELECT r.month, COUNT(*), SUM(CASE WHEN c.judgement = 'no' THEN 1 ELSE 0 END) FROM audits_case c "
    "JOIN audits_stratum s ON s.id = c.stratum_id JOIN audits_round r ON r.id = s.round_id "
    "WHERE c.judgement <> '' AND r.month IN ({months}) GROUP BY r.month"
)
LOADS = "SELECT source, month, as_at, id FROM intake_load WHERE superseded_by_id IS NULL AND month IN ({months})"

IN_THE_MONTHS = (WORKERS, POSTS, CONTACTS, PLAN, FUNDING, CASES)
IN_THE_YEARS_BEFORE = (LEAVERS, ABSENCE, LOADS)  # a rolling year needs its twelve months
