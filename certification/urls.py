"""Addresses of the pages that gather every storey, under /c/<centre>/."""

from django.urls import path

from certification import approvals, calendar, offers, office, views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("me/", views.me, name="me"),
    path("me/calendar/", calendar.renew, name="calendar-renew"),
    path("me/addresses/<uuid:pk>/", views.lift_bounced, name="bounced-lift"),
    path("switch/<uuid:pk>/", views.switch, name="switch"),
    path("offers/<uuid:pk>/", offers.offer, name="offer"),
    path("office/approvals/", approvals.approvals, name="approvals"),
    path("office/learners/", office.learners, name="learners"),
    path("office/learners/new/", office.new_learner, name="learner-new"),
    path("office/learners/<uuid:pk>/", office.learner, name="learner"),
    path("office/staff/", office.staff, name="staff"),
    path("office/staff/new/", office.new_staff, name="staff-new"),
    path("office/staff/<uuid:pk>/", office.staff_member, name="staff-member"),
]
