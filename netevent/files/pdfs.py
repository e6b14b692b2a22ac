"""Several PDF files as one."""

import io
from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject


def joined(parts: Sequence[bytes], *, title: str, language: str) -> bytes:
    """The pages of all parts in their order, under one title, in one language (ISO 32000-1, 14.3.3 and 14.9.2).

    Several parts lose their structure for screen readers: what they are for is paper.
    """
    if len(parts) == 1:
        return parts[0]
    whole = PdfWriter()
    for part in parts:
        whole.append(io.BytesIO(part))
    whole.add_metadata({"/Title": title})
    whole.root_object[NameObject("/Lang")] = TextStringObject(language)
    octets = io.BytesIO()
    whole.write(octets)
    return octets.getvalue()
