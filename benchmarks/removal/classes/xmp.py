"""The metadata packet says the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject

_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>VALUE</dc:source></rdf:Description>'
    "</rdf:RDF></x:xmpmeta>"
)


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        packet = _PACKET.replace("VALUE", value)
        pdf.Root.Metadata = pdf.make_indirect(
            cut.Stream(pdf, packet.encode(), Type=cut.Name.Metadata, Subtype=cut.Name.XML)
        )

    return paper(subject, cut.edited(form(subject), change))
