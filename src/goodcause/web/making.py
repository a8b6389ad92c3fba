"""S8: from preflight to a signed volume."""

from __future__ import annotations

import json
import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.errors import UsageError
from goodcause.pipeline import review_making
from goodcause.pipeline.review_decide import ATTORNEY
from goodcause.pipeline.watch import set_aside
from goodcause.web import job as jobs
from goodcause.web.desk import answer, body_of, desk_of, show, text_in

_VOLUME = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")


@require_GET
def production(request: HttpRequest) -> HttpResponse:
    """Preflight, dry run, build, volumes."""
    desk = desk_of(request)
    jobs.bury()
    checks = review_making.preflight(desk.matter, desk.rules)
    made = review_making.volumes(desk.matter)
    facts = {
        "checks": [(c, desk.at(c.screen) if c.screen else "") for c in checks],
        "ready": all(c.good for c in checks),
        "volumes": made,
        "given_up": list(set_aside(unread=True).items()),
        "next": f"VOL{len(made) + 1:03d}",
        "job": jobs.status(desk.matter),
    }
    return show(request, "production.html", facts)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a dry run or a build."""
    desk, body = desk_of(request), body_of(request)
    desk.actor.needs(ATTORNEY, "building a volume")
    kind = text_in(body, "kind", 8)
    asked = {"kind": kind, "by": desk.actor.name}
    if kind == "build":
        asked |= {
            "volume": _name(text_in(body, "volume", 32)),
            "to": text_in(body, "to", 200),
            "images": text_in(body, "images", 8),
        }
        if not asked["to"].strip():
            raise UsageError("say who receives the volume")
        if asked["images"] not in {"pdf", "tiff"}:
            raise UsageError("choose PDF or TIFF")
    elif kind != "dry":
        raise UsageError("start a dry run or a build")
    jobs.begin(desk.matter, asked)
    return answer(jobs.status(desk.matter))


def _name(volume: str) -> str:
    if not _VOLUME.fullmatch(volume):
        raise UsageError("name the volume in capitals, digits, - and _, such as VOL001")
    return volume


@require_GET
def job(request: HttpRequest) -> HttpResponse:
    """How far the newest job is."""
    jobs.bury()
    return answer(jobs.status(desk_of(request).matter))


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Ask the running job to end."""
    desk = desk_of(request)
    desk.actor.needs(ATTORNEY, "stopping a build")
    jobs.stop(desk.matter)
    return answer({"asked": True})


@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign a volume off."""
    desk, body = desk_of(request), body_of(request)
    volume, typed = text_in(body, "volume", 32), text_in(body, "typed", 64)
    return answer(review_making.sign(desk.matter, desk.actor, volume, typed))


@require_GET
def report(request: HttpRequest, volume: str) -> HttpResponse:
    """The verifier's report on a volume, and the difference to the one before."""
    desk = desk_of(request)
    found = next((v for v in review_making.volumes(desk.matter) if v.name == volume), None)
    if found is None:
        raise UsageError("there is no such volume")
    path = jobs.folder_of(desk.matter) / f"{found.name}.json"
    verdict = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    facts = {
        "volume": found,
        "verdict": verdict,
        "difference": review_making.difference(desk.matter, found.name),
        "dispositions": review_making.dispositions(desk.matter, found.name),
    }
    return show(request, "report.html", facts)
