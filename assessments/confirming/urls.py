"""Addresses of confirmations: under /c/<centre>/, and the link's own under /confirm/."""

from django.urls import path

from assessments.confirming import views

urlpatterns = [
    path("diary/asked/", views.asked, name="confirmations-asked"),
    path("diary/ask/", views.ask, name="confirmations-ask"),
    path("diary/asked/<uuid:pk>/send/", views.send_again, name="confirmation-send"),
    path("diary/asked/<uuid:pk>/revoke/", views.revoke, name="confirmation-revoke"),
    path("diary/corrections/<uuid:pk>/", views.settle, name="correction"),
    path("confirmations/", views.mine, name="confirmations"),
    path("confirmations/<uuid:pk>/", views.confirmation, name="confirmation"),
]

public = [path("<str:secret>/", views.confirm, name="confirm")]
