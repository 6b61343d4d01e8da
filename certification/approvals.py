"""The centre's approvals, qualification by qualification."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role
from learners.actions import record_approval
from learners.forms import QualificationApprovalForm
from learners.pages import approval_rows


@appointed(Role.ADMIN)
def approvals(request: CentreRequest) -> HttpResponse:
    """What the awarding body says of this centre, and the next word; earlier words stay."""
    form = QualificationApprovalForm(request.POST or None, initial={"award_code": request.GET.get("award", "")})
    if form.is_valid():
        try:
            record_approval(**form.cleaned_data, by=request.appointment)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Recorded; it holds from its first day on.")
            return redirect("approvals", request.centre.slug)
    context = {"rows": approval_rows(timezone.localdate()), "form": form}
    return render(request, "certification/approvals.html", context, status=422 if form.is_bound else 200)
