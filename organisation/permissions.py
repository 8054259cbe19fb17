"""What may be done. Roles (organisation.roles) hold permissions; a person holds roles for a scope, between two days."""

from enum import StrEnum


class Permission(StrEnum):
    SEE_PLAN = "see_plan"
    KEEP_PLAN = "keep_plan"
    AGREE_DATES = "agree_dates"
    ASSURE_ACTIONS = "assure_actions"
    SEE_CONTACTS = "see_contacts"
    LOAD_CONTACTS = "load_contacts"
    CATEGORISE_CONTACTS = "categorise_contacts"
    LOAD_PUBLISHED = "load_published"
    SEE_WORKFORCE = "see_workforce"
    NOTE_CHARTS = "note_charts"
    SEE_CASES = "see_cases"
    JUDGE_CASES = "judge_cases"
    READ_DRAFTS = "read_drafts"
    COMPILE_REPORTS = "compile_reports"
    SIGN_REPORTS = "sign_reports"
    PUBLISH_REPORTS = "publish_reports"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_DEFINITIONS = "manage_definitions"
    READ_ACCESS_LOG = "read_access_log"

    @property
    def words(self) -> str:
        """As the end of 'may …'."""
        return {
            "see_plan": "see the actions of the plan that figures count",
            "keep_plan": "add and change actions of the plan",
            "agree_dates": "agree or refuse new dates of actions",
            "assure_actions": "assure that actions are complete",
            "see_contacts": "see the contacts that figures count",
            "load_contacts": "load files of contacts and referrals, and undo a load",
            "categorise_contacts": "say why contacts were closed, by rules or one by one, and what sources’ words mean",
            "load_published": "load published statistics and say when they came out",
            "see_workforce": "see the workforce records that figures count",
            "note_charts": "say on charts of these records what happened, and start limits afresh",
            "see_cases": "see the audited cases that figures count",
            "judge_cases": "judge the cases drawn for them",
            "read_drafts": "read drafts of the report",
            "compile_reports": "compile a draft of the report",
            "sign_reports": "sign a report off as an edition",
            "publish_reports": "publish an edition",
            "manage_people": "add people and give them roles",
            "manage_organisation": "change services and teams",
            "manage_definitions": "change categories, thresholds and the areas that the council stands beside",
            "read_access_log": "read who saw or downloaded records",
        }[self.value]
