"""Checking a printed form: by its code or with the file, by anybody, without signing in. Nothing sent here is kept."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.uploads import LimitedUpload, too_large
from centres.limits import within
from marksheets import codes
from marksheets.forms import CheckCode, CheckFile
from marksheets.pages import verify as checking
from marksheets.pages.verify import Verified

MEGABYTE = 1024 * 1024
CODES, FILES, MINUTE = 30, 10, 60  # a file may cost a process of its own
TOO_OFTEN = "That was often. Wait a minute, then try again; nothing is lost."
TOO_LARGE = "This file is larger than 5 MB; a form that was made here is not. It is another file."
BROKEN = "What was sent broke off or is no form; send it again."
NO_FILE = "Send the PDF as “file”, in a form (multipart/form-data)."


class SmallUpload(LimitedUpload):
    """A printed form is some 50 kB."""

    most = 5 * MEGABYTE


@csrf_exempt  # nothing here changes anything or knows who asks
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The two ways to check; a code leads to its page, a file is answered at once."""
    if request.method == "POST":
        return _file(request)
    form = CheckCode(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify-code", form.cleaned_data["code"])
    return _asked(request, form=form, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What stands of one edition. An unknown code has the same page and status as a known one."""
    if not within(request, "verify", most=CODES, seconds=MINUTE):
        return _asked(request, trouble=TOO_OFTEN, status=429)
    asked = codes.grouped(codes.plain(code))
    return render(request, "marksheets/verified.html", {"found": checking.by_code(code), "asked": asked})


@csrf_exempt
@never_cache
@require_GET
def code_for_programs(request: HttpRequest, code: str) -> JsonResponse:
    """The same as JSON."""
    if not within(request, "verify", most=CODES, seconds=MINUTE):
        return _refused(TOO_OFTEN, "too_often", 429)
    return JsonResponse(dataclasses.asdict(checking.by_code(code)))


@csrf_exempt
@never_cache
@require_POST
def file_for_programs(request: HttpRequest) -> JsonResponse:
    """A file, for programs."""
    found, trouble, status = _received(request)
    if found is not None:
        return JsonResponse(dataclasses.asdict(found))
    return _refused(trouble or NO_FILE, {429: "too_often", 413: "too_large"}.get(status, "file"), status)


def _file(request: HttpRequest) -> HttpResponse:
    found, trouble, status = _received(request)
    if found is not None:
        return render(request, "marksheets/verified.html", {"found": found})
    form = CheckFile(request.POST, request.FILES)
    return _asked(request, file_form=form, trouble=trouble, status=status)


def _received(request: HttpRequest) -> tuple[Verified | None, str, int]:
    """The answer for the file that was sent; or a sentence (none where no file came) and a status."""
    if not within(request, "verify-file", most=FILES, seconds=MINUTE):
        return None, TOO_OFTEN, 429
    request.upload_handlers = [SmallUpload(request)]
    try:
        upload = request.FILES.get("file")
    except (MultiPartParserError, SuspiciousOperation):
        return None, BROKEN, 400
    if too_large(request):
        return None, TOO_LARGE, 413
    if upload is None or not upload.size:
        return None, "", 422
    return checking.by_upload(Path(upload.temporary_file_path())), "", 200


def _asked(
    request: HttpRequest,
    *,
    form: CheckCode | None = None,
    file_form: CheckFile | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {"form": form or CheckCode(), "file_form": file_form or CheckFile(), "trouble": trouble}
    return render(request, "marksheets/verify.html", shown, status=status)


def _refused(sentence: str, code: str, status: int) -> JsonResponse:
    return JsonResponse({"detail": sentence, "code": code}, status=status)
