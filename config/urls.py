from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from config import home, views
from improvement.plan import reading_views
from improvement.updates import link_views
from organisation.views import outbox

urlpatterns = [
    path("", include("reports.urls")),
    path("home/", home.home, name="home"),
    path("account/", include("organisation.account_urls")),
    path("drafts/", include("reports.draft_urls")),
    path("plan/", include("improvement.urls")),
    path("calendar/<str:token>.ics", reading_views.calendar_file, name="calendar_file"),
    path("update/<str:token>/", link_views.updates, name="update_link"),
    path("figures/", include("figures.urls")),
    path("files/", include("intake.urls")),
    path("thresholds/", include("figures.threshold_urls")),
    path("published-statistics/", include("figures.published.urls")),
    path("front-door/", include("frontdoor.urls")),
    path("administration/", include("organisation.urls")),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<str:file>/<int:number>/", outbox.mail, name="outbox_mail"),
    path("outbox/<str:file>/<int:number>/html/", outbox.mail_html, name="outbox_mail_html"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("health/", views.health, name="health"),
    path("favicon.ico", login_not_required(RedirectView.as_view(url=static("favicon.svg"))), name="favicon"),
]
