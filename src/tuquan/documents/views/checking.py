"""Is this file the paper as it was issued? (F-106)"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tuquan.base.http import PageRequest
from tuquan.documents import queries
from tuquan.documents.forms import VerifyForm
from tuquan.documents.models import DocumentFile


def verify(request: PageRequest) -> HttpResponse:
    """Compare a file with the stored ones; it is read and forgotten."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        file = queries.verify(form.cleaned_data["file"].read())
        context |= {"is_checked": True, "file": file, "name": form.cleaned_data["file"].name}
        context["is_scan"] = file is not None and file.kind == DocumentFile.Kind.SCAN
    status = 422 if form.errors else 200
    return render(request, "documents/verify.html", context, status=status)
