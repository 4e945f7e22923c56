#!/usr/bin/env python3
"""fuzz_corpus.py: writes the starting inputs of the zip, xml, xlsx and evidence fuzz targets into fuzz/corpus. Small on purpose."""

import os
import tempfile
import zipfile

import make_workbooks
import raw_workbook as raw
import sheet_text

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fuzz", "corpus")


def put(target, name, content):
    folder = os.path.join(CORPUS, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def main():
    rows = sheet_text.items(3)
    make_workbooks.items = lambda: rows
    with tempfile.TemporaryDirectory() as folder:
        for name, maker in (("excel", make_workbooks.as_excel), ("two_lines", make_workbooks.two_lines),
                            ("english", make_workbooks.english)):
            path = os.path.join(folder, name)
            maker(path)
            with open(path, "rb") as file:
                put("xlsx", name, file.read())
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    if "sheet" in part.lower() and part.endswith(".xml") and "rels" not in part:
                        content = archive.read(part)
                        put("xml", f"{name}_{os.path.basename(part)}", content)
                        put("xlsx", f"{name}_{os.path.basename(part)}", content)
                put("xml", f"{name}_workbook.xml", archive.read("xl/workbook.xml"))
    put("zip", "stored", raw.raw_zip([{"name": "a.txt", "data": b"stored", "method": 0}]))
    put("zip", "deflated", raw.raw_zip([{"name": "a.xml", "data": b"<a/>" * 50}, {"name": "b/c.xml", "data": b"<b/>"}]))
    put("zip", "lies", raw.raw_zip([{"name": "a.xml", "data": b"<a/>" * 50, "size": 3}]))
    put("zip", "encrypted", raw.raw_zip([{"name": "a.xml", "data": b"1", "flags": 1}]))
    put("zip", "empty", raw.raw_zip([]))
    put("xml", "doctype", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    put("xml", "cdata", "<?xml version='1.0'?><a xmlns:x='urn:a'><!-- c --><x:b d='&#x41;'><![CDATA[<]]></x:b></a>")
    put("xlsx", "formula", "SUM('My Sheet'!$A$1:B2,T!C:C,n)+INDEX(A1:B2,1)&\"x\"\"y\"+[1]S!A1+Table1[[#All],[c]]")
    put("evidence", "sheet", raw.raw_zip([{"name": "[Content_Types].xml", "data": b""}, {"name": "xl/workbook.xml", "data": b""}]))
    put("evidence", "archive", raw.raw_zip([{"name": "a.txt", "data": b"a"}]))
    put("evidence", "compound", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(24) + "Workbook".encode("utf-16-le"))
    put("evidence", "photo", bytes([0, 0, 0, 24]) + b"ftypheic")
    put("evidence", "mail", "Received: from a\r\n by b\r\nSubject: c\r\n\r\nd")
    put("evidence", "wide", "\ufeff点検".encode("utf-16-le"))
    put("evidence", "name", "..\\con\u202efdp.exe")
    put("evidence", "address", "https://a.example:443/b?c#d")
    put("evidence", "share", "\\\\fs01\\品質\\規程.pdf")


if __name__ == "__main__":
    main()
