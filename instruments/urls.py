"""Addresses of a centre's own sheets, under /c/<centre>/."""

from django.urls import path

from instruments import views

urlpatterns = [
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/new/", views.new, name="instrument-new"),
    path("instruments/shipped/<uuid:pk>/", views.shipped, name="instrument-shipped"),
    path("instruments/overlays/<uuid:pk>/", views.overlay, name="overlay"),
    path("instruments/<uuid:pk>/", views.instrument, name="instrument"),
    path("instruments/<uuid:pk>/file/", views.download, name="instrument-file"),
    path("instruments/<uuid:pk>/approve/", views.approve, name="instrument-approve"),
    path("instruments/<uuid:pk>/place/", views.place, name="instrument-place"),
    path("instruments/<uuid:pk>/withdraw/", views.withdraw, name="instrument-withdraw"),
    path("instruments/<uuid:pk>/again/", views.again, name="instrument-again"),
]
