"""Confirmations for programs: asking and the learner's list, and answering for people with an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.confirming import actions
from assessments.confirming.access import asked_of
from assessments.confirming.actions import Said
from assessments.confirming.pages import AskedPage, AskedRow, asked_page, asked_slice
from assessments.confirming.rules import ANSWERS, HANDS
from assessments.diary.access import visible_entries
from centres.api.describing import AFTER, LIMIT, READS, WRITES, described
from centres.api.shapes import plain, rows_of, shape
from centres.api.view import CentreView
from centres.refusals import Unfit
from centres.roles import Role
from learners.models import Learner

OWN = frozenset({Role.LEARNER})


class Question(serializers.Serializer[Any]):
    """Whom to ask about which entries. The link goes to the address; `hand` is as what they confirm."""

    entries = serializers.ListField(child=serializers.UUIDField(), help_text="Final entries of one’s own.")
    hand = serializers.ChoiceField(choices=list(HANDS))
    name = serializers.CharField(max_length=120)
    email = serializers.EmailField()
    shows_summary = serializers.BooleanField(default=False)


class OneAnswer(serializers.Serializer[Any]):
    """What is said of one entry, by the `id` under which the question lists it."""

    id = serializers.UUIDField()
    answer = serializers.ChoiceField(choices=list(ANSWERS))
    on = serializers.DateField(required=False, help_text="Of a correction: the day it was.")
    minutes = serializers.IntegerField(required=False, help_text="Of a correction: how long it lasted.")
    words = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class Answers(serializers.Serializer[Any]):
    """An answer for every entry of the question."""

    name = serializers.CharField(max_length=120)
    qualification = serializers.CharField(required=False, allow_blank=True, max_length=200)
    answers = OneAnswer(many=True)


class Asked(CentreView):
    """The learner's questions, and a new one."""

    roles = {"get": OWN, "post": OWN}

    @described(
        "What I asked others to confirm", gives=rows_of(AskedRow), errors=(*READS, 422), parameters=(AFTER, LIMIT)
    )
    def get(self, request: Request) -> Response:
        """Every question with its answers, in the order they were asked."""
        return self.listed(asked_slice(self.appointment, self.slice()))

    @described("Ask somebody to confirm entries", takes=Question, gives=shape(AskedPage), status=201, errors=WRITES)
    def post(self, request: Request) -> Response:
        """The link is sent to the address; nobody else learns it."""
        given = self.said(Question)
        wanted = given.pop("entries")
        entries = list(visible_entries(self.appointment).filter(pk__in=wanted))
        if len(entries) != len(set(wanted)):
            raise Unfit("One of the entries is not in your diary; send ids as your diary lists them.", code="entries")
        learner = get_object_or_404(Learner, appointment=self.appointment)
        made = actions.ask(learner, entries, **given, by=self.appointment)
        return Response(plain(asked_page(made)), status=201)


class Confirmations(CentreView):
    """One question, for the person with an account who is asked."""

    roles = {"get": frozenset(Role), "post": frozenset(Role)}

    @described("A question I am asked to answer", gives=shape(AskedPage))
    def get(self, request: Request, pk: UUID) -> Response:
        """The entries to be confirmed, and nothing else of the diary."""
        return Response(plain(asked_page(self._asked(pk))))

    @described("Answer a question about a learner’s diary", takes=Answers, gives=shape(AskedPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Once, and for every entry."""
        asked = self._asked(pk)
        given = self.said(Answers)
        answers = {
            one["id"]: Said(one["answer"], one.get("on"), one.get("minutes"), one.get("words", ""))
            for one in given["answers"]
        }
        actions.answer(
            asked,
            answers,
            name=given["name"],
            qualification=given.get("qualification", ""),
            user=self.appointment.user,
            by=self.appointment,
        )
        return Response(plain(asked_page(asked)))

    def _asked(self, pk: UUID) -> Any:
        return get_object_or_404(asked_of(self.appointment).select_related("learner__appointment", "centre"), pk=pk)


urlpatterns = [
    path("confirmations/", Asked.as_view(), name="api-confirmations"),
    path("confirmations/<uuid:pk>/", Confirmations.as_view(), name="api-confirmation"),
]
