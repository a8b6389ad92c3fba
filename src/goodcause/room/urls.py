"""Every address of the room."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from goodcause.room import screens

handler400 = "goodcause.room.guard.bad_request"
handler404 = "goodcause.room.guard.no_such_page"
handler500 = "goodcause.room.guard.broken"


class BatesNumber:
    """A Bates number in an address, and nothing else."""

    regex = "[A-Z][A-Z0-9_-]{0,40}[0-9]{4,12}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Size:
    """How large a picture is asked for."""

    regex = "whole|close"
    to_python = BatesNumber.to_python
    to_url = BatesNumber.to_url


register_converter(BatesNumber, "bates")
register_converter(Size, "size")

urlpatterns: list[URLPattern] = [
    path("", screens.documents, name="documents"),
    path("enter/<slug:token>", screens.enter, name="enter"),
    path("door", screens.door, name="door"),
    path("leave", screens.leave, name="leave"),
    path("terms", screens.accept, name="terms"),
    path("page/<bates:bates>", screens.page, name="page"),
    path("look/<int:look>/<size:size>.jpg", screens.picture, name="picture"),
    path("look/<int:look>/stay", screens.stay, name="stay"),
    path("ask", screens.ask, name="ask"),
    path("asked", screens.asked_screen, name="asked"),
    path("log", screens.log, name="log"),
]
