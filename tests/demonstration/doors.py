"""Every address of the product: who may open it, and an example of it."""

from __future__ import annotations

from dataclasses import dataclass

from organisation.permissions import Permission

EVERYONE, SIGNED_IN, MANAGERS = "everyone", "signed in", "whoever manages something"
WHOLE_PLAN = "whoever sees the whole plan"
SIGN_IN = "/account/sign-in/"


@dataclass(frozen=True)
class Door:
    """Who may open an address, and an example of it. `opens` is the answer to those who may."""

    to: str  # EVERYONE, SIGNED_IN or a permission
    example: str  # with {names} of the records
    method: str = "get"
    opens: int = 200
    hides: bool = False  # from those who may not, as if it were not there
    signed_out: int = 200  # the answer of a public address to those who are signed out


def post(to: str, example: str, opens: int = 302) -> Door:
    return Door(to, example, "post", opens)


DOORS: dict[str, Door] = {
    # What the public reads
    "": Door(EVERYONE, "/"),
    "reports/<month:month>/": Door(EVERYONE, "/reports/2020-08/"),
    "reports/<month:month>/files/<str:name>": Door(EVERYONE, "/reports/2020-08/files/report.pdf"),
    "reports/<month:month>/figures/<path:ref>/": Door(
        EVERYONE, "/reports/2020-08/figures/workforce.vacancy_rate@2020-08/"
    ),
    "accessibility/": Door(EVERYONE, "/accessibility/"),
    "health/": Door(EVERYONE, "/health/"),
    "favicon.ico": Door(EVERYONE, "/favicon.ico", opens=302, signed_out=302),
    # Signing in
    "account/sign-in/": Door(EVERYONE, SIGN_IN, opens=302),
    "account/as/<int:pk>/": Door(EVERYONE, "/account/as/{person}/", "post", opens=404, signed_out=404),
    "account/sign-out/": Door(EVERYONE, "/account/sign-out/", "post", opens=302, signed_out=302),
    "account/closed/": Door(EVERYONE, "/account/closed/"),
    "account/sign-up/": Door(EVERYONE, "/account/sign-up/", opens=302),
    "account/password/": Door(SIGNED_IN, "/account/password/"),
    "account/password/forgotten/": Door(EVERYONE, "/account/password/forgotten/"),
    "account/password/forgotten/sent/": Door(EVERYONE, "/account/password/forgotten/sent/"),
    "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$": Door(
        EVERYONE, "/account/password/new/1-nothing/"
    ),
    "account/password/new/done/": Door(EVERYONE, "/account/password/new/done/"),
    "account/sessions/": Door(SIGNED_IN, "/account/sessions/"),
    "account/sessions/<int:pk>/end/": post(SIGNED_IN, "/account/sessions/0/end/", opens=404),
    # Home
    "home/": Door(SIGNED_IN, "/home/"),
    # The plan: whoever signs in sees the actions that are theirs
    "plan/": Door(SIGNED_IN, "/plan/"),
    "plan/timeline/": Door(SIGNED_IN, "/plan/timeline/"),
    "plan/export.<str:format>": Door(SIGNED_IN, "/plan/export.xlsx"),
    "plan/calendar/": Door(SIGNED_IN, "/plan/calendar/"),
    "calendar/<str:token>.ics": Door(EVERYONE, "/calendar/nothing.ics", opens=404, signed_out=404),
    "update/<str:token>/": Door(EVERYONE, "/update/nothing/", opens=404, signed_out=404),
    "plan/reminders/": Door(Permission.KEEP_PLAN, "/plan/reminders/"),
    "plan/people/<int:pk>/link/revoke/": post(Permission.KEEP_PLAN, "/plan/people/{person}/link/revoke/"),
    "plan/people/<int:pk>/link/send/": post(Permission.KEEP_PLAN, "/plan/people/{person}/link/send/"),
    "plan/updates/": Door(SIGNED_IN, "/plan/updates/"),
    "plan/many/": Door(Permission.KEEP_PLAN, "/plan/many/"),
    "plan/actions/add/": Door(Permission.KEEP_PLAN, "/plan/actions/add/"),
    "plan/actions/<str:reference>/history/": Door(Permission.SEE_PLAN, "/plan/actions/{action}/history/", hides=True),
    "plan/actions/<str:reference>/change/": Door(Permission.KEEP_PLAN, "/plan/actions/{action}/change/"),
    "plan/actions/<str:reference>/milestones/add/": Door(
        Permission.KEEP_PLAN, "/plan/actions/{action}/milestones/add/"
    ),
    "plan/actions/<str:reference>/owner/": Door(Permission.KEEP_PLAN, "/plan/actions/{action}/owner/"),
    "plan/owners/": Door(Permission.KEEP_PLAN, "/plan/owners/"),
    "plan/owners/add/": Door(Permission.KEEP_PLAN, "/plan/owners/add/"),
    "plan/roles/add/": Door(Permission.KEEP_PLAN, "/plan/roles/add/"),
    "plan/roles/<int:pk>/appoint/": Door(Permission.KEEP_PLAN, "/plan/roles/{owner_role}/appoint/"),
    "plan/roles/<int:pk>/change/": Door(Permission.KEEP_PLAN, "/plan/roles/{owner_role}/change/"),
    "plan/roles/<int:pk>/remove/": post(Permission.KEEP_PLAN, "/plan/roles/{owner_role}/remove/"),
    "plan/people/<int:pk>/hand-over/": Door(Permission.KEEP_PLAN, "/plan/people/{person}/hand-over/"),
    "plan/risks/": Door(SIGNED_IN, "/plan/risks/"),
    "plan/risks/export.<str:format>": Door(SIGNED_IN, "/plan/risks/export.xlsx"),
    "plan/risks/raise/": Door(Permission.KEEP_PLAN, "/plan/risks/raise/"),
    "plan/risks/<str:reference>/": Door(Permission.SEE_PLAN, "/plan/risks/{risk}/", hides=True),
    "plan/risks/<str:reference>/review/": Door(Permission.KEEP_PLAN, "/plan/risks/{risk}/review/", hides=True),
    "plan/risks/<str:reference>/close/": Door(Permission.KEEP_PLAN, "/plan/risks/{risk}/close/"),
    "plan/risks/<str:reference>/hand-over/": Door(Permission.KEEP_PLAN, "/plan/risks/{risk}/hand-over/"),
    "plan/funding/": Door(Permission.SEE_PLAN, "/plan/funding/"),
    "plan/funding/add/": Door(Permission.KEEP_PLAN, "/plan/funding/add/"),
    "plan/funding/<int:pk>/": Door(WHOLE_PLAN, "/plan/funding/{funding}/", hides=True),
    "plan/funding/<int:pk>/allocation/": Door(Permission.KEEP_PLAN, "/plan/funding/{funding}/allocation/"),
    "plan/funding/<int:pk>/spending/": Door(Permission.KEEP_PLAN, "/plan/funding/{funding}/spending/"),
    "plan/waiting/": Door(SIGNED_IN, "/plan/waiting/"),
    "plan/dates/<int:pk>/": Door(Permission.AGREE_DATES, "/plan/dates/{date_request}/", hides=True),
    "plan/recommendations/": Door(SIGNED_IN, "/plan/recommendations/"),
    "plan/recommendations/add/": Door(Permission.KEEP_PLAN, "/plan/recommendations/add/"),
    "plan/recommendations/<str:reference>/": Door(
        Permission.SEE_PLAN, "/plan/recommendations/{recommendation}/", hides=True
    ),
    "plan/recommendations/<str:reference>/change/": Door(
        Permission.KEEP_PLAN, "/plan/recommendations/{recommendation}/change/"
    ),
    "plan/areas/": Door(Permission.KEEP_PLAN, "/plan/areas/"),
    "plan/areas/add/": Door(Permission.KEEP_PLAN, "/plan/areas/add/"),
    "plan/areas/<str:code>/change/": Door(Permission.KEEP_PLAN, "/plan/areas/1/change/"),
    "plan/areas/<str:code>/approver/": Door(Permission.AGREE_DATES, "/plan/areas/1/approver/"),
    "plan/actions/<str:reference>/assurance/": Door(
        Permission.ASSURE_ACTIONS, "/plan/actions/{action}/assurance/", hides=True
    ),
    "plan/changes/<month:month>/": Door(SIGNED_IN, "/plan/changes/2020-09/"),
    "plan/actions/<str:reference>/": Door(Permission.SEE_PLAN, "/plan/actions/{action}/", hides=True),
    "plan/actions/<str:reference>/evidence/add/": Door(
        Permission.ASSURE_ACTIONS, "/plan/actions/{action}/evidence/add/", hides=True
    ),
    "plan/evidence/<int:pk>/file": Door(Permission.ASSURE_ACTIONS, "/plan/evidence/{evidence}/file", hides=True),
    "plan/evidence/<int:pk>/withdraw/": Door(Permission.KEEP_PLAN, "/plan/evidence/{evidence}/withdraw/", hides=True),
    "plan/actions/<str:reference>/measures/add/": Door(Permission.KEEP_PLAN, "/plan/actions/{action}/measures/add/"),
    "plan/action-measures/<int:pk>/change/": Door(
        Permission.KEEP_PLAN, "/plan/action-measures/{action_measure}/change/"
    ),
    "plan/action-measures/<int:pk>/remove/": post(
        Permission.KEEP_PLAN, "/plan/action-measures/{action_measure}/remove/"
    ),
    # Collected measures
    "plan/measures/": Door(Permission.KEEP_PLAN, "/plan/measures/"),
    "plan/measures/add/": Door(Permission.KEEP_PLAN, "/plan/measures/add/"),
    "plan/measures/<slug:slug>/": Door(Permission.KEEP_PLAN, "/plan/measures/{measure}/", hides=True),
    "plan/measures/<slug:slug>/change/": Door(Permission.KEEP_PLAN, "/plan/measures/{measure}/change/"),
    "plan/measures/<slug:slug>/define/": Door(Permission.KEEP_PLAN, "/plan/measures/{measure}/define/"),
    "plan/measures/<slug:slug>/end/": Door(Permission.KEEP_PLAN, "/plan/measures/{measure}/end/"),
    "plan/measures/<slug:slug>/target/": Door(Permission.KEEP_PLAN, "/plan/measures/{measure}/target/"),
    "plan/measures/<slug:slug>/<month:month>/": Door(
        Permission.KEEP_PLAN, "/plan/measures/{measure}/2020-09/", hides=True
    ),
    # The outbox, which only a demonstration has
    "outbox/": Door(SIGNED_IN, "/outbox/", opens=404),
    "outbox/<str:file>/<int:number>/": Door(SIGNED_IN, "/outbox/x.log/0/", opens=404),
    "outbox/<str:file>/<int:number>/html/": Door(SIGNED_IN, "/outbox/x.log/0/html/", opens=404),
    "plan/numbers/<int:pk>/file": Door(Permission.SEE_PLAN, "/plan/numbers/0/file", opens=404, hides=True),
    # Figures
    "figures/": Door(SIGNED_IN, "/figures/"),
    "figures/<str:key>/": Door(SIGNED_IN, "/figures/frontdoor.nfa_rate/"),
    "figures/<str:key>/months.csv": Door(SIGNED_IN, "/figures/frontdoor.nfa_rate/months.csv"),
    "figures/<str:key>/notes/": Door(SIGNED_IN, "/figures/frontdoor.contacts/notes/"),
    # Those who note charts, of figures whose records they see: of the front door, those who load its files
    "figures/<str:key>/notes/add/": Door(Permission.LOAD_CONTACTS, "/figures/frontdoor.contacts/notes/add/"),
    "figures/<str:key>/notes/<int:pk>/withdraw/": Door(
        Permission.LOAD_CONTACTS, "/figures/frontdoor.contacts/notes/{chart_note}/withdraw/"
    ),
    "figures/<str:key>/records/<str:side>/": Door(
        Permission.SEE_CONTACTS,
        "/figures/frontdoor.nfa_rate/records/counted/?month=2020-09&scope=safeguarding",
        hides=True,
    ),
    "figures/<str:key>/records/<str:side>/file.<str:format>": Door(
        Permission.SEE_CONTACTS,
        "/figures/frontdoor.nfa_rate/records/counted/file.csv?month=2020-09&scope=safeguarding",
        hides=True,
    ),
    # Files: whoever may load some of them; where a figure comes from is open to everybody who signs in
    "files/": Door(Permission.LOAD_CONTACTS, "/files/"),
    "files/<slug:name>/": Door(Permission.LOAD_CONTACTS, "/files/contacts/"),
    "files/<slug:name>/columns/": Door(Permission.LOAD_CONTACTS, "/files/contacts/columns/"),
    "files/<slug:name>/template.<str:format>": Door(Permission.LOAD_CONTACTS, "/files/contacts/template.xlsx"),
    "files/checks/<int:pk>/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/"),
    "files/checks/<int:pk>/progress/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/progress/", opens=302),
    "files/checks/<int:pk>/errors/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/errors/"),
    "files/checks/<int:pk>/warnings/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/warnings/"),
    "files/checks/<int:pk>/headings/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/headings/"),
    "files/checks/<int:pk>/sheet/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/sheet/"),
    "files/checks/<int:pk>/marked.<str:format>": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/marked.xlsx"),
    "files/checks/<int:pk>/load/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/load/"),
    "files/checks/<int:pk>/stop/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/stop/"),
    "files/checks/<int:pk>/check-again/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/check-again/"),
    "files/checks/<int:pk>/try-again/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/try-again/"),
    "files/checks/<int:pk>/throw-away/": post(Permission.LOAD_CONTACTS, "/files/checks/{upload}/throw-away/"),
    "files/checks/<int:pk>/<str:kind>/": Door(Permission.LOAD_CONTACTS, "/files/checks/{upload}/changed/"),
    "files/loads/<int:pk>/": Door(SIGNED_IN, "/files/loads/{load}/"),
    "files/loads/<int:pk>/undo/": Door(Permission.LOAD_CONTACTS, "/files/loads/{load}/undo/"),
    "files/loads/<int:pk>/<str:kind>/": Door(Permission.LOAD_CONTACTS, "/files/loads/{load}/changed/"),
    # Drafts
    "drafts/": Door(Permission.READ_DRAFTS, "/drafts/"),
    "drafts/<month:month>/": Door(Permission.READ_DRAFTS, "/drafts/2020-10/"),
    "drafts/<month:month>/compile/": post(Permission.COMPILE_REPORTS, "/drafts/2020-10/compile/"),
    "drafts/<month:month>/progress/": Door(Permission.READ_DRAFTS, "/drafts/2020-10/progress/", opens=302),
    "drafts/<month:month>/read/": Door(Permission.READ_DRAFTS, "/drafts/2020-10/read/"),
    "drafts/<month:month>/files/<str:name>": Door(Permission.READ_DRAFTS, "/drafts/2020-10/files/report.pdf"),
    "drafts/<month:month>/changes/": Door(Permission.READ_DRAFTS, "/drafts/2020-10/changes/"),
    "drafts/<month:month>/sign/": Door(Permission.SIGN_REPORTS, "/drafts/2020-10/sign/"),
    "drafts/<month:month>/publish/": Door(Permission.PUBLISH_REPORTS, "/drafts/2020-10/publish/"),
    "drafts/<month:month>/publish/cancel/": post(
        Permission.PUBLISH_REPORTS, "/drafts/2020-10/publish/cancel/", opens=404
    ),
    # Administration: people and their roles
    "administration/": Door(MANAGERS, "/administration/"),
    "administration/people/": Door(Permission.MANAGE_PEOPLE, "/administration/people/"),
    "administration/people/add/": Door(Permission.MANAGE_PEOPLE, "/administration/people/add/"),
    "administration/people/<int:pk>/": Door(Permission.MANAGE_PEOPLE, "/administration/people/{person}/"),
    "administration/people/<int:pk>/change/": Door(Permission.MANAGE_PEOPLE, "/administration/people/{person}/change/"),
    "administration/people/<int:pk>/deactivate/": post(
        Permission.MANAGE_PEOPLE, "/administration/people/{person}/deactivate/"
    ),
    "administration/people/<int:pk>/reactivate/": post(
        Permission.MANAGE_PEOPLE, "/administration/people/{person}/reactivate/"
    ),
    "administration/people/<int:pk>/roles/add/": Door(
        Permission.MANAGE_PEOPLE, "/administration/people/{person}/roles/add/"
    ),
    "administration/people/<int:pk>/roles/<int:held>/end/": Door(
        Permission.MANAGE_PEOPLE, "/administration/people/{person}/roles/{held}/end/"
    ),
    "administration/people/<int:pk>/roles/<int:held>/take-back/": post(
        Permission.MANAGE_PEOPLE, "/administration/people/{person}/roles/{held}/take-back/"
    ),
    # Administration: definitions
    "plan/rules/": Door(Permission.MANAGE_DEFINITIONS, "/plan/rules/"),
    "plan/rules/add/": Door(Permission.MANAGE_DEFINITIONS, "/plan/rules/add/"),
    "plan/rules/<int:pk>/": Door(Permission.MANAGE_DEFINITIONS, "/plan/rules/{plan_rule}/"),
    "plan/rules/<int:pk>/change/": Door(Permission.MANAGE_DEFINITIONS, "/plan/rules/{plan_rule}/change/"),
    "plan/rules/<int:pk>/remove/": post(Permission.MANAGE_DEFINITIONS, "/plan/rules/{plan_rule}/remove/"),
    "thresholds/": Door(Permission.MANAGE_DEFINITIONS, "/thresholds/"),
    "thresholds/add/": Door(Permission.MANAGE_DEFINITIONS, "/thresholds/add/"),
    "thresholds/<int:pk>/": Door(Permission.MANAGE_DEFINITIONS, "/thresholds/{threshold}/"),
    "thresholds/<int:pk>/change/": Door(Permission.MANAGE_DEFINITIONS, "/thresholds/{threshold}/change/"),
    "thresholds/<int:pk>/remove/": post(Permission.MANAGE_DEFINITIONS, "/thresholds/{threshold}/remove/"),
    "published-statistics/": Door(SIGNED_IN, "/published-statistics/"),
    "published-statistics/releases/add/": Door(Permission.LOAD_PUBLISHED, "/published-statistics/releases/add/"),
    "published-statistics/releases/<int:pk>/": Door(
        Permission.LOAD_PUBLISHED, "/published-statistics/releases/{release}/"
    ),
    "published-statistics/releases/<int:pk>/remove/": post(
        Permission.LOAD_PUBLISHED, "/published-statistics/releases/{release}/remove/"
    ),
    "published-statistics/areas/add/": Door(Permission.MANAGE_DEFINITIONS, "/published-statistics/areas/add/"),
    "published-statistics/areas/<str:month>/remove/": post(
        Permission.MANAGE_DEFINITIONS, "/published-statistics/areas/2018-10/remove/"
    ),
    "front-door/beside/": Door(Permission.SEE_CONTACTS, "/front-door/beside/"),
    "front-door/": Door(Permission.SEE_CONTACTS, "/front-door/"),
    "front-door/outcomes/": Door(SIGNED_IN, "/front-door/outcomes/"),
    "front-door/outcomes/add/": Door(Permission.MANAGE_DEFINITIONS, "/front-door/outcomes/add/"),
    "front-door/outcomes/<str:month>/remove/": post(
        Permission.MANAGE_DEFINITIONS, "/front-door/outcomes/2000-01/remove/"
    ),
    "front-door/queue/": Door(Permission.CATEGORISE_CONTACTS, "/front-door/queue/"),
    "front-door/rules/": Door(Permission.SEE_CONTACTS, "/front-door/rules/"),
    "front-door/rules/add/": Door(
        Permission.CATEGORISE_CONTACTS,
        "/front-door/rules/add/?closure_reason=Closed+by+duty&category={category}&position=1",
    ),
    "front-door/rules/<int:pk>/": Door(Permission.CATEGORISE_CONTACTS, "/front-door/rules/{closure_rule}/"),
    "front-door/rules/<int:pk>/remove/": Door(
        Permission.CATEGORISE_CONTACTS, "/front-door/rules/{closure_rule}/remove/"
    ),
    "front-door/sources/": Door(Permission.CATEGORISE_CONTACTS, "/front-door/sources/"),
    "front-door/sources/<int:pk>/": Door(Permission.CATEGORISE_CONTACTS, "/front-door/sources/{source_word}/?code=6"),
    "front-door/categories/": Door(Permission.MANAGE_DEFINITIONS, "/front-door/categories/"),
    "front-door/categories/add/": Door(Permission.MANAGE_DEFINITIONS, "/front-door/categories/add/"),
    "front-door/categories/<int:pk>/": Door(Permission.MANAGE_DEFINITIONS, "/front-door/categories/{category}/"),
    "front-door/categories/<int:pk>/change/": Door(
        Permission.MANAGE_DEFINITIONS, "/front-door/categories/{category}/change/"
    ),
    "front-door/categories/<int:pk>/remove/": post(
        Permission.MANAGE_DEFINITIONS, "/front-door/categories/{category}/remove/"
    ),
    # Administration: services and teams
    "administration/services/": Door(Permission.MANAGE_ORGANISATION, "/administration/services/"),
    "administration/services/add/": Door(Permission.MANAGE_ORGANISATION, "/administration/services/add/"),
    "administration/services/<int:pk>/": Door(Permission.MANAGE_ORGANISATION, "/administration/services/{service}/"),
    "administration/services/<int:pk>/change/": Door(
        Permission.MANAGE_ORGANISATION, "/administration/services/{service}/change/"
    ),
    "administration/services/<int:pk>/end/": Door(
        Permission.MANAGE_ORGANISATION, "/administration/services/{service}/end/"
    ),
    "administration/services/<int:pk>/go-on/": post(
        Permission.MANAGE_ORGANISATION, "/administration/services/{service}/go-on/"
    ),
    "administration/teams/<int:pk>/go-on/": post(Permission.MANAGE_ORGANISATION, "/administration/teams/{team}/go-on/"),
    "administration/teams/": Door(Permission.MANAGE_ORGANISATION, "/administration/teams/"),
    "administration/teams/add/": Door(Permission.MANAGE_ORGANISATION, "/administration/teams/add/"),
    "administration/teams/<int:pk>/": Door(Permission.MANAGE_ORGANISATION, "/administration/teams/{team}/"),
    "administration/teams/<int:pk>/change/": Door(
        Permission.MANAGE_ORGANISATION, "/administration/teams/{team}/change/"
    ),
    "administration/teams/<int:pk>/end/": Door(Permission.MANAGE_ORGANISATION, "/administration/teams/{team}/end/"),
    "administration/teams/<int:pk>/merge/": Door(Permission.MANAGE_ORGANISATION, "/administration/teams/{team}/merge/"),
    # Administration: who looked at records
    "administration/access-log/": Door(Permission.READ_ACCESS_LOG, "/administration/access-log/"),
    "administration/access-log/download/": Door(Permission.READ_ACCESS_LOG, "/administration/access-log/download/"),
}
