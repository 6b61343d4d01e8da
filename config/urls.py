"""Every address of the house."""

from django.conf import settings
from django.urls import include, path

from assessments.confirming.urls import public as confirming
from assessments.diary.urls import at_the_root as away
from certification import calendar, views
from marksheets.urls import public

centre_pages = [
    path("", include("certification.urls")),
    path("", include("marksheets.urls")),
    path("", include("assessments.urls")),
    path("", include("instruments.urls")),
    path("catalogue/", include("config.catalogue")),
]

urlpatterns = [
    path("", views.door, name="door"),
    path("c/<slug:slug>/", include(centre_pages)),
    path("api/v1/", include("config.api")),
    path("verify/", include(public)),
    path("confirm/", include(confirming)),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar"),
    path("", include(away)),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
handler404 = "centres.sentences.nothing_here"
if not settings.PRODUCTION:
    from config.styleguide.views import styleguide

    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
if settings.PROFILE == "demo":
    from config import devmail

    urlpatterns += [path("dev/mail/", devmail.mailbox, name="dev-mail")]
