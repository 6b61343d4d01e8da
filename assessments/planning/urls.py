"""Addresses of plans, under /c/<centre>/."""

from django.urls import path

from assessments.planning import views

urlpatterns = [
    path("diary/plan/", views.plan, name="plan"),
    path("diary/plan/starts/", views.starts, name="plan-starts"),
    path("diary/plan/<uuid:pk>/", views.activity, name="plan-activity"),
    path("diary/plan/<uuid:pk>/drop/", views.drop, name="plan-drop"),
    path("diary/of/<uuid:pk>/plan/", views.plan_of, name="plan-of"),
]
