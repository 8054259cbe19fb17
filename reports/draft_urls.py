from django.urls import path

from reports import converters, draft_views, edition_views  # noqa: F401 - the converter <month:…>

app_name = "drafts"
urlpatterns = [
    path("", draft_views.drafts, name="list"),
    path("<month:month>/", draft_views.draft, name="draft"),
    path("<month:month>/compile/", draft_views.compile_again, name="compile"),
    path("<month:month>/progress/", draft_views.progress, name="progress"),
    path("<month:month>/read/", draft_views.read, name="read"),
    path("<month:month>/files/<str:name>", draft_views.file, name="file"),
    path("<month:month>/changes/", draft_views.changes, name="changes"),
    path("<month:month>/sign/", edition_views.sign, name="sign"),
    path("<month:month>/publish/", edition_views.publish, name="publish"),
    path("<month:month>/publish/cancel/", edition_views.cancel, name="cancel"),
]
