"""The parts of a DOCX beside its text: styles, page number, properties, a file of fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tuquan.core.papers.model import FinishedPaper
from tuquan.core.papers.styles import PaperStyle
from tuquan.documents.rendering.looks import RUNNING, Role, RoleLook, looks_of
from tuquan.documents.rendering.pieces import clean

BUILT_IN: Mapping[Role, str] = {
    "body": "Body Text",
    "type_name": "Heading 1",
    "part": "Heading 2",
    "section": "Heading 3",
    "article_title": "Heading 3",
}
"""Roles Word has a style of its own for; the others get one under their Vietnamese name."""

UNUSED_PARTS = {"thumbnail", "stylesWithEffects", "customXml", "numbering"}
KEPT_STYLES = {
    "Normal",
    "Default Paragraph Font",
    "No List",
    "Normal Table",
    "Table Grid",
    "header",
    "footer",
    "Body Text",
    "heading 1",
    "heading 2",
    "heading 3",
}
LONGEST_PROPERTY = 255
SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")
FIRST_DAY = date(1980, 1, 1)
"""The first day a ZIP can name, for papers without one."""


def element(tag: str, **attributes: object) -> Any:
    """An element of WordprocessingML with attributes of its namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def mm_twips(millimetres: float) -> int:
    """Twentieths of a point in so many millimetres."""
    return round(millimetres * 1440 / 25.4)


@lru_cache(maxsize=16)
def prepared(style: PaperStyle) -> tuple[bytes, Mapping[Role, str]]:
    """An empty file with the styles of a regime, and the ids of the styles by role.

    It is made once per process: python-docx searches all styles for each one it adds.
    """
    document = docx.Document()
    _drop_unused(document)
    ids = _define_styles(document, looks_of(style), style)
    _number_pages(document, style)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue(), ids


def _drop_unused(document: Document) -> None:
    """Take out what the empty file of python-docx brings along and no paper needs."""
    for holder in (document.part.package.rels, document.part.rels):
        for key, relation in list(holder.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED_PARTS:
                del holder[key]
    root = document.styles.element
    for one in root.xpath("w:style"):
        if one.name_val not in KEPT_STYLES:
            root.remove(one)
        for link in one.xpath("w:link|w:next"):
            one.remove(link)


def _define_styles(
    document: Document, looks: Mapping[Role, RoleLook], style: PaperStyle
) -> dict[Role, str]:
    """Give every role a named style; the ids of the styles by role."""
    _set_defaults(document, style)
    ids: dict[Role, str] = {}
    for role, look in looks.items():
        name = BUILT_IN.get(role)
        if name:
            made = document.styles[name]
        else:
            made = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
            made.element.set(qn("w:styleId"), "Paper" + role.title().replace("_", ""))
            made.element.get_or_add_basedOn().set(qn("w:val"), "Normal")
            made.element.append(element("qFormat"))
        _describe(made.element, role, look, style)
        ids[role] = made.style_id
    return ids


def _number_pages(document: Document, style: PaperStyle) -> None:
    """Put the page number into its header or footer."""
    section = document.sections[0]
    top = style.page_numbers.place == "top_centre"
    part = section.header if top else section.footer
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]._p
    for old in list(paragraph):
        paragraph.remove(old)
    properties = element("pPr")
    properties.append(element("jc", val="center" if top else "right"))
    field = element("fldSimple", instr="PAGE")
    run = element("r")
    faces = element("rPr")
    faces.append(element("sz", val=round(style.sizes.page_number * 2)))
    text = element("t")
    text.text = "2"
    run.extend([faces, text])
    field.append(run)
    paragraph.extend([properties, field])


def describe_file(document: Document, paper: FinishedPaper) -> None:
    """Title, issuer, language and the day of the paper as properties of the file."""
    day = paper.on or FIRST_DAY
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format has no zone
    properties = document.core_properties
    properties.title = clean(paper.title.whole).replace("\n", " ")[:LONGEST_PROPERTY]
    issuer = clean(" ".join((*paper.head.parents, *paper.head.issuer)))
    properties.author = properties.last_modified_by = issuer[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = moment
    properties.revision = 1
    settings = document.settings.element
    for old in settings.xpath("w:compat|w:themeFontLang"):
        settings.remove(old)
    compat = element("compat")
    # Without it Word opens the file in the compatibility mode of 2007.
    compat.append(
        element(
            "compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val="15",
        )
    )
    language = element("themeFontLang", val="vi-VN")
    before = settings.find(qn("w:rsids"))
    settings.insert(len(settings) if before is None else settings.index(before), compat)
    after = settings.find(qn("w:clrSchemeMapping"))
    settings.insert(len(settings) if after is None else settings.index(after), language)


def saved(document: Document, day: date | None) -> bytes:
    """The file, every member dated with the paper, so that one paper gives the same bytes."""
    first = io.BytesIO()
    document.save(first)
    of = day if day and day >= FIRST_DAY else FIRST_DAY
    stamp = (of.year, of.month, of.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(first) as written, zipfile.ZipFile(made, "w") as dated:
        for name in written.namelist():
            member = zipfile.ZipInfo(name, stamp)
            dated.writestr(member, written.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _set_defaults(document: Document, style: PaperStyle) -> None:
    """One font for all four scripts and Vietnamese as the language, in the defaults and Normal."""
    root = document.styles.element
    for faces in root.xpath("w:docDefaults//w:rPr"):
        for old in faces.xpath("w:rFonts|w:lang"):
            faces.remove(old)
        faces.insert(0, _font(style))
        faces.append(element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    normal = document.styles["Normal"].element
    _describe(normal, "cell", RoleLook("", style.sizes.body, align="left"), style)


def _font(style: PaperStyle) -> Any:
    return element("rFonts", **dict.fromkeys(SCRIPTS, style.font))


def _describe(target: Any, role: Role, look: RoleLook, style: PaperStyle) -> None:
    for old in target.xpath("w:pPr|w:rPr"):
        target.remove(old)
    paragraph = element("pPr")
    if look.keep:
        paragraph.append(element("keepNext"))
    paragraph.append(_spacing(role, look, style))
    paragraph.append(element("ind", firstLine=mm_twips(look.first_line)))
    paragraph.append(element("jc", val="both" if look.align == "justify" else look.align))
    if look.level:
        paragraph.append(element("outlineLvl", val=look.level - 1))
    faces = element("rPr")
    faces.append(_font(style))
    for tag, wanted in (("b", look.bold), ("i", look.italic)):
        faces.append(element(tag, val=int(wanted)))
        faces.append(element(f"{tag}Cs", val=int(wanted)))
    faces.append(element("color", val="000000"))
    faces.append(element("sz", val=round(look.size * 2)))
    faces.append(element("szCs", val=round(look.size * 2)))
    if look.underlined:
        faces.append(element("u", val="single"))
    faces.append(element("lang", val="vi-VN"))
    target.extend([paragraph, faces])


def _spacing(role: Role, look: RoleLook, style: PaperStyle) -> Any:
    line, rule = 240, "auto"
    if role in RUNNING:
        exact = style.line.kind == "exactly"
        line = twips(style.line.value) if exact else round(240 * style.line.value)
        rule = "exact" if exact else "auto"
    return element("spacing", before=twips(look.before), after=0, line=line, lineRule=rule)
