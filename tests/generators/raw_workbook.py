"""Writes packages part by part: what Excel writes and libraries do not, and what nobody honest writes."""

import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def column(number):
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def write_zip(path, parts, method=zipfile.ZIP_DEFLATED):
    """Parts in order, with a fixed time, so that the same parts give the same file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (2026, 4, 1, 9, 0, 0))
            info.compress_type = method
            archive.writestr(info, content if isinstance(content, bytes) else content.encode("utf-8"))


class Strings:
    """A shared string table with furigana behind every second text and rich text in every third."""

    def __init__(self):
        self.index, self.items = {}, []

    def add(self, text):
        if text not in self.index:
            number = len(self.items)
            self.index[text] = number
            body = f'<t xml:space="preserve">{escape(text)}</t>'
            if number % 3 == 2 and len(text) > 3:
                body = (f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(text[:2])}</t></r>'
                        f'<r><t xml:space="preserve">{escape(text[2:])}</t></r>')
            elif number % 2 == 0:
                body += '<rPh sb="0" eb="1"><t>フリガナ</t></rPh><phoneticPr fontId="1"/>'
            self.items.append(f"<si>{body}</si>")
        return self.index[text]

    def part(self, main=MAIN):
        return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{main}" '
                f'uniqueCount="{len(self.items)}">' + "".join(self.items) + "</sst>")


def cell(place, value, strings, style=0):
    style = f' s="{style}"' if style else ""
    if value is None or value == "":
        return f'<c r="{place}"{style}/>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    return f'<c r="{place}"{style} t="s"><v>{strings.add(value)}</v></c>'


STYLES = (f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="10"/></font></fonts><fills count="2"><fill>'
          '<patternFill/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
          '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf applyAlignment="1">'
          '<alignment wrapText="1"/></xf><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="14" '
          'applyNumberFormat="1"/></cellXfs><dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/>'
          '</patternFill></fill></dxf></dxfs></styleSheet>')


def package(sheets, strings=None, *, strict=False, macros=False, epoch_1904=False, names="", extra_parts=(),
            calculation='<calcPr calcId="191029"/>'):
    """sheets: (name, state, part text, relationships text or None)."""
    main, rel = (STRICT, STRICT_REL) if strict else (MAIN, REL)
    kind = ("application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
             'ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
             f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>')
    book = (f'<workbook xmlns="{main}" xmlns:r="{rel}"><workbookPr{" date1904=" + chr(34) + "1" + chr(34) if epoch_1904 else ""}/>'
            "<sheets>")
    relations = f'<Relationships xmlns="{PACKAGE}">'
    parts = []
    for number, (name, state, content, links) in enumerate(sheets, 1):
        state = f' state="{state}"' if state else ""
        book += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += (f'<Relationship Id="rId{number}" Type="{rel}/worksheet" Target="worksheets/sheet{number}.xml"/>')
        types += (f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-'
                  'officedocument.spreadsheetml.worksheet+xml"/>')
        parts.append((f"xl/worksheets/sheet{number}.xml", content))
        if links:
            parts.append((f"xl/worksheets/_rels/sheet{number}.xml.rels", links))
    relations += f'<Relationship Id="rIdS" Type="{rel}/styles" Target="/xl/styles.xml"/>'
    types += ('<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
              'spreadsheetml.styles+xml"/>')
    parts.append(("xl/styles.xml", STYLES.replace(MAIN, main)))
    if strings is not None:
        relations += f'<Relationship Id="rIdT" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>'
        types += ('<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                  'spreadsheetml.sharedStrings+xml"/>')
        parts.append(("xl/sharedStrings.xml", strings.part(main)))
    if macros:
        relations += ('<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                      'Target="vbaProject.bin"/>')
        parts.append(("xl/vbaProject.bin", bytes(range(256)) * 8))
    book += f"</sheets>{names}{calculation}</workbook>"
    return [("[Content_Types].xml", types + "</Types>"),
            ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{rel}/officeDocument" '
                            'Target="xl/workbook.xml"/></Relationships>'),
            ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations + "</Relationships>"),
            *parts, *extra_parts]


def raw_zip(entries):
    """entries: dicts with name, data and what to lie about: crc, size, flags, method, local_name."""
    out, directory = b"", b""
    for entry in entries:
        data, method = entry["data"], entry.get("method", 8)
        packed = data
        if method == 8:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = packer.compress(data) + packer.flush()
        crc = entry.get("crc", zlib.crc32(data))
        size = entry.get("size", len(data))
        name, local = entry["name"].encode(), entry.get("local_name", entry["name"]).encode()
        fields = struct.pack("<HHHHHIII", 20, entry.get("flags", 0), method, 0x4800, 0x5C81, crc, len(packed), size)
        directory += (b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0,
                                                                              len(out)) + name)
        out += b"PK\3\4" + fields + struct.pack("<HH", len(local), 0) + local + packed
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return out + directory + end
