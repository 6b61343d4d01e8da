"""The list, one conversation, taking back, and a conversation as text."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from assessments.diary.views.people import keep_key, say_saved
from assessments.messages import actions
from assessments.messages.access import thing_of, visible_conversations
from assessments.messages.models import Conversation, Message
from assessments.messages.pages import rows_of, talk_of
from assessments.messages.rules import LONGEST
from centres.appointed import CentreRequest, appointed
from centres.refusals import NotYours, Refused
from centres.roles import Role
from learners.models import Learner

PEOPLE = (Role.LEARNER, Role.TUTOR, Role.ASSESSOR, Role.IQA, Role.LEAD_IQA, Role.ADMIN)


@appointed(*PEOPLE)
def listed(request: CentreRequest) -> HttpResponse:
    """A person's conversations."""
    wanted = request.GET.get("q", "").strip()[:100]
    rows = tuple(
        row for row in rows_of(request.appointment) if wanted.casefold() in f"{row.title} {row.last}".casefold()
    )
    me = Learner.objects.filter(appointment=request.appointment).first()
    return render(request, "messages/list.html", {"rows": rows, "wanted": wanted, "me": me})


@appointed(*PEOPLE, writes=True)
def about(request: CentreRequest, kind: str, pk: UUID) -> HttpResponse:
    """One conversation; to open it reads it."""
    thing = thing_of(request.appointment, kind, pk)
    if thing is None:
        raise Http404
    text, problem, status = request.POST.get("text", ""), "", 200
    if request.method == "POST":
        try:
            message = actions.write(thing, text, by=request.appointment)
        except NotYours:
            raise
        except Refused as refused:
            problem, status = refused.sentence, refused.status
        else:
            say_saved(request, "Sent.", f"message-{pk}")
            return redirect(f"{request.path}#m-{message.pk}")
    page = talk_of(thing, request.appointment)
    if page.conversation:
        actions.mark_read(Conversation.objects.get(pk=page.conversation), by=request.appointment)
    context = {
        "page": page,
        "here": request.path,
        "text": text,
        "problem": problem,
        "most": LONGEST,
        "keep": keep_key(request, f"message-{pk}"),
    }
    return render(request, "messages/talk.html", context, status=status)


@appointed(*PEOPLE)
@require_POST
def take_back(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take a message back."""
    rows = Message.objects.filter(conversation__in=visible_conversations(request.appointment))
    message = get_object_or_404(rows.select_related("conversation__centre"), pk=pk)
    try:
        actions.take_back(message, by=request.appointment)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(message.conversation.get_absolute_url())


@appointed(*PEOPLE)
def as_text(request: CentreRequest, kind: str, pk: UUID) -> HttpResponse:
    """A conversation as plain text."""
    thing = thing_of(request.appointment, kind, pk)
    if thing is None:
        raise Http404
    page = talk_of(thing, request.appointment)
    lines = [page.title, ""]
    for one in page.messages:
        when = date_format(timezone.localtime(one.at), "j M Y, H:i")
        lines += [f"{one.who}, {when}:", "(taken back)" if one.taken_back else one.text, ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="conversation.txt"'
    return response
