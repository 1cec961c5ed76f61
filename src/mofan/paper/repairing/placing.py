"""Set properties where the schema of WordprocessingML wants them (属性的次序); split runs, change no character."""

from copy import deepcopy
from typing import Final

from lxml import etree

from mofan.paper.inspecting import DrawRule, SetAttributes, SetCharacters, SetProperty
from mofan.paper.inspecting.blocks import Piece, characters, read_pieces
from mofan.text.read.word.markup import Element, child, local

_PARAGRAPH: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath"
)
_SECTION: Final = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols"
    " formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_SETTINGS: Final = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries"
    " displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts"
    " embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState"
    " formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge"
    " revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride"
    " styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
    " doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
)
_ORDERS: Final = {
    name: {item: place for place, item in enumerate(order.split())}
    for name, order in (("pPr", _PARAGRAPH), ("rPr", _RUN), ("sectPr", _SECTION), ("settings", _SETTINGS))
}
"""ECMA-376 part 1: CT_PPr, CT_RPr, CT_SectPr and CT_Settings are sequences."""
_GROUPS: Final = {"p": "pPr", "r": "rPr"}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def tag(owner: Element, name: str) -> str:
    """`name` in the namespace of `owner`: strict and transitional documents differ."""
    return f"{{{etree.QName(owner).namespace}}}{name}"


def placed_in(group: Element, name: str) -> Element:
    """The child `name` of a group of properties, made where the schema wants it if it is not there."""
    found = child(group, name)
    if found is not None:
        return found
    made = etree.Element(tag(group, name))
    order = _ORDERS[local(group)]
    after = [at for at, item in enumerate(group) if order.get(local(item), len(order)) <= order[name]]
    group.insert(after[-1] + 1 if after else 0, made)
    return made


def set_property(change: SetProperty) -> None:
    """Set one property of a paragraph, a run, a section or the settings."""
    owner = change.owner
    group = owner
    if (name := _GROUPS.get(local(owner))) is not None:
        found = child(owner, name)
        if found is None:
            found = etree.Element(tag(owner, name))
            owner.insert(0, found)
        group = found
    item = placed_in(group, change.name)
    for cleared in change.clear:
        item.attrib.pop(tag(item, cleared), "")
    for key, value in change.values:
        item.set(tag(item, key), value)


def set_attributes(change: SetAttributes) -> None:
    """Set attributes in the element's own namespace."""
    for key, value in change.values:
        change.element.set(tag(change.element, key), value)


def set_rule(change: DrawRule) -> None:
    """Draw a line over or under a paragraph."""
    set_property(SetProperty(change.paragraph, "pBdr", ()))
    borders = child(change.paragraph, "pPr", "pBdr")
    assert borders is not None  # just made
    side = child(borders, change.side)
    if side is None:
        side = etree.Element(tag(borders, change.side))
        borders.insert(0 if change.side == "top" else sum(local(one) in ("top", "left") for one in borders), side)
    values = {"val": "single", "sz": str(change.size), "color": change.colour}
    if change.space is not None:
        values["space"] = str(change.space)
    side.attrib.pop(tag(side, "themeColor"), "")
    for key, value in values.items():
        side.set(tag(side, key), value)


def set_characters(change: SetCharacters) -> None:
    """Set one property of some characters; a run that only holds part of them is split."""
    for place in (change.start, change.end):
        for piece in list(read_pieces(change.paragraph)):
            if piece.start < place < piece.end:
                _split(piece, place - piece.start)
    for piece in read_pieces(change.paragraph):
        if change.start <= piece.start and piece.end <= change.end:
            set_property(SetProperty(piece.run, change.name, change.values, change.clear))


def _split(piece: Piece, at: int) -> None:
    """Two runs of one: the first with `at` characters."""
    first = piece.run
    second = etree.Element(first.tag)
    if (properties := child(first, "rPr")) is not None:
        second.append(deepcopy(properties))
    place = 0
    for item in [one for one in first if local(one) != "rPr"]:
        text = characters(item)
        if place >= at:
            second.append(item)
        elif place + len(text) > at:
            rest = deepcopy(item)
            _write(item, text[: at - place])
            _write(rest, text[at - place :])
            second.append(rest)
        place += len(text)
    first.addnext(second)


def _write(item: Element, text: str) -> None:
    item.text = text
    item.set(_SPACE, "preserve")
