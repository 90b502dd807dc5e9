"""Draw a finished paper as DOCX and as PDF, both from the same pieces in the same order."""

from __future__ import annotations

from tuquan.documents.rendering.docx import docx_bytes
from tuquan.documents.rendering.fonts import font_in_use
from tuquan.documents.rendering.pdf import PDF_STANDARDS, UnprintableText, pdf_bytes

__all__ = ["PDF_STANDARDS", "UnprintableText", "docx_bytes", "font_in_use", "pdf_bytes"]
