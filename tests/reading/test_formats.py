"""Bytes of each kind of file to a Document, and what is said of those that can't be read."""

import hashlib
import io
import random
import re
import zipfile
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.errors import ReadingError
from data_layer.model import DocumentForm
from data_layer.reading import read_document


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("全县交通工作总结", level=1)
    document.add_paragraph("全年新修公路12公里。")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, [("指标", "数值"), ("公路", "12公里")], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(pages: int = 1) -> bytes:
    pdf = pdfium.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(200, 200)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def locked_pdf_file() -> bytes:
    """One empty page under a user password (standard security handler, revision 2, RC4 of 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user = (b"geheim" + padding)[:32]
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(user + owner + rights + b"0123456789abcdef").digest()[:5]
    lock = f"/Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>/U<{rc4(key, padding).hex()}>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        f"<<{lock}>>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    head = f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n"
    keys = f"<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<{b'0123456789abcdef'.hex()}><00>]>>"
    return f"{body}{head}{keys}\nstartxref\n{len(body)}\n%%EOF".encode()


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def zip_file(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_text_keeps_every_character() -> None:
    data = "一季度，全县完成投资3.2亿元。\r\n".encode()
    document = read_document("简报.txt", data)
    assert document.text == data.decode()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.name, document.form, document.encoding) == ("简报.txt", DocumentForm.TEXT, "utf-8")


def test_word_has_headings_and_rows() -> None:
    document = read_document("总结.docx", word_file())
    assert document.form is DocumentForm.WORD
    lines = ["# 全县交通工作总结", "全年新修公路12公里。", "指标\t数值", "公路\t12公里"]
    assert document.text.splitlines() == lines


def add_xml(parent: Any, xml: str) -> Any:
    """Append an element, written with the prefixes that Word uses."""
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    element = docx.oxml.parse_xml(re.sub(r"(<[\w:]+)", rf"\1 {spaces}", xml, count=1))
    parent.append(element)
    return element


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_tables_with_merged_and_nested_cells() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    words = [["县区", "年份", "投资"], ["甲县", "2021", "3.2亿元"], ["", "2022", "4.1亿元"]]
    for row, texts in zip(table.rows, words, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    heads = document.add_table(rows=1, cols=3)
    heads.cell(0, 0).merge(heads.cell(0, 1)).text = "投资"
    heads.cell(0, 2).text = "备注"
    wide = document.add_table(rows=2, cols=2)
    wide.cell(0, 0).merge(wide.cell(0, 1)).text = "各县投资"
    wide.cell(1, 0).text = "乙县"
    inner = wide.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "一期", "2亿元"
    lines = ["县区\t年份\t投资", "甲县\t2021\t3.2亿元", "\t2022\t4.1亿元"]
    lines += ["投资\t\t备注", "各县投资", "乙县\t一期 2亿元"]
    assert read_document("表.docx", saved(document)).text.splitlines() == lines


def test_word_keeps_insertions_controls_boxes_and_drops_deletions_heads_and_feet() -> None:
    document = docx.Document()
    body = document.element.body
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    paragraph = document.add_paragraph("全县")._p
    add_xml(paragraph, "<w:del><w:r><w:delText>旧数</w:delText></w:r></w:del>")
    add_xml(paragraph, "<w:ins><w:r><w:t>新增就业</w:t></w:r></w:ins>")
    add_xml(paragraph, "<w:sdt><w:sdtContent><w:r><w:t>8210人。</w:t></w:r></w:sdtContent></w:sdt>")
    shown = "<w:p><w:r><w:t>图为招聘会现场</w:t></w:r></w:p>"
    box = f"<w:r><w:pict><w:txbxContent>{shown}</w:txbxContent></w:pict></w:r>"
    add_xml(
        document.add_paragraph("会场内外人头攒动。")._p,
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    area = f"<w:p><w:r><w:t>绿化800m</w:t></w:r>{raised}</w:p>"
    body.insert(len(body) - 1, add_xml(body, f"<w:sdt><w:sdtContent>{area}</w:sdtContent></w:sdt>"))
    outlined = "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>下步打算</w:t></w:r></w:p>"
    body.insert(len(body) - 1, add_xml(body, outlined))
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>按可比价计算。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert read_document("稿.docx", saved(document)).text.splitlines() == [
        "全县新增就业8210人。",
        "会场内外人头攒动。",
        "图为招聘会现场",
        "绿化800m²",
        "## 下步打算",
        "按可比价计算。",
    ]


def test_html_tables_keep_rows_and_laid_out_pages_their_paragraphs() -> None:
    long = "全县新修公路12公里，" * 8
    page = (
        "<html><table><tr><td><p>公路</p></td><td><p>12</p><p>公里</p></td></tr>"
        "<tr><th rowspan=2>桥</th><td>3<br>座</td></tr></table>"
        f"<table><tr><td><p>{long}</p><p>第二段。</p></td></tr></table>"
        "<p hidden>藏</p><div style='color:red; display: none'>藏</div></html>"
    )
    text = read_document("页.html", page.encode()).text
    assert text.splitlines() == ["公路\t12 公里", "桥\t3 座", long, "第二段。"]


def test_html_tables_keep_the_columns_of_merged_cells() -> None:
    page = (
        "<table><tr><th rowspan=2>镇</th><th colspan=2>产量</th><th rowspan=2>备注</th></tr>"
        "<tr><td>2021年</td><td>2022年</td></tr><tr><td>甲</td><td>3</td><td></td><td>x</td></tr></table>"
    )
    text = read_document("页.html", page.encode()).text
    assert text.splitlines() == ["镇\t产量\t\t备注", "\t2021年\t2022年", "甲\t3\t\tx"]


def test_html_shows_what_a_reader_sees() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><script>var a</script><h2>水利建设</h2>"
        "<p>治理河道<b>8</b>公里，<br>绿化5m<sup>2</sup>。</p><!-- 注 -->"
        "<table><tr><td>甲</td><td>1</td></tr></table></body></html>"
    )
    document = read_document("页面.html", page.encode("gb18030"))
    assert document.form is DocumentForm.HTML
    assert document.text.splitlines() == ["## 水利建设", "治理河道8公里，", "绿化5m²。", "甲\t1"]


def test_deeply_nested_html_does_not_overflow() -> None:
    page = "<html>" + "<div>" * 3000 + "新建校舍3栋。" + "</div>" * 3000
    document = read_document("深.html", page.encode())
    assert document.text == "新建校舍3栋。"


OFFICE_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>'
    "<w:t>新建校舍3栋，全部交付使用。</w:t></w:wordDocument>"
)
ROWS = "<table border=1><tr><td>校舍</td><td>3栋</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "words", "form", "text"),
    [
        pytest.param("表.xls", ROWS, DocumentForm.HTML, "校舍\t3栋", id="table"),
        pytest.param("表.et", f"\n<!-- a --><!-- > -->{ROWS}", DocumentForm.HTML, "校舍\t3栋", id="comments"),
        pytest.param(
            "稿.doc", f"<HTML xmlns:o='x'><body>{ROWS}", DocumentForm.HTML, "校舍\t3栋", id="page named doc"
        ),
        pytest.param("稿.docx", "<p>新建校舍3栋。</p>", DocumentForm.HTML, "新建校舍3栋。", id="paragraph"),
        pytest.param(
            "页.txt",
            '<?xml version="1.0"?>\n<!DOCTYPE html><html><p>校舍3栋</p></html>',
            DocumentForm.HTML,
            "校舍3栋",
            id="XHTML by its opening",
        ),
        pytest.param("稿.doc", "新建校舍3栋。", DocumentForm.TEXT, "新建校舍3栋。", id="text named doc"),
        pytest.param("表.xls", "校舍\t3\n桥\t12", DocumentForm.TEXT, "校舍\t3\n桥\t12", id="rows named xls"),
        pytest.param("稿.txt", f"如下：{ROWS}", DocumentForm.TEXT, f"如下：{ROWS}", id="words first"),
        pytest.param("稿.md", f"{ROWS}\n", DocumentForm.MARKDOWN, f"{ROWS}\n", id="Markdown with a table"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_only_its_name_calls_an_office_file(
    name: str, words: str, form: DocumentForm, text: str, encoding: str
) -> None:
    document = read_document(name, words.encode(encoding))
    assert (document.form, document.text) == (form, text)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("空.txt", b"", "空的", id="empty"),
        pytest.param("空白.txt", b"\n \n", "没有文字", id="only line ends"),
        pytest.param("程序.txt", bytes(range(256)) * 9, "不是文本", id="binary named txt"),
        pytest.param("照片.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "图片已损坏", id="damaged image"),
        pytest.param("照片.jpg", b"no picture at all, but words", "图片已损坏", id="text named jpg"),
        pytest.param("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "旧版 Office", id="old Word"),
        pytest.param("损.pdf", b"%PDF-1.7 broken", "PDF 文件已损坏", id="damaged PDF"),
        pytest.param("锁.pdf", locked_pdf_file(), "密码", id="PDF under a password"),
        pytest.param("假.pdf", "不是 PDF".encode(), "PDF 文件已损坏", id="text named pdf"),
        pytest.param("扫描.pdf", pdf_file(), "没有文字", id="PDF without text"),
        pytest.param("损.xlsx", b"PK\x03\x04 broken", "Excel 文件已损坏", id="damaged spreadsheet"),
        pytest.param("损.docx", b"PK\x03\x04 broken", "Word 文件已损坏", id="damaged Word"),
        pytest.param("截.docx", word_file()[:900], "Word 文件已损坏", id="truncated Word"),
        pytest.param("包.zip", zip_file(a="x"), "压缩包", id="zip"),
        pytest.param("包.rar", b"Rar!\x1a\x07\x00" + bytes(50), "rar", id="rar"),
        pytest.param("稿.rtf", b"{\\rtf1 x}", "RTF", id="rtf"),
        pytest.param("稿.doc", b"no words of ours " * 40, "内容却不是 Office", id="other text named doc"),
        pytest.param("表.xlsx", bytes(range(256)) * 9, "内容却不是 Office", id="binary named xlsx"),
        pytest.param("稿.docx", b"\n" * 90, "内容却不是 Office", id="nothing named docx"),
        pytest.param("稿.doc", OFFICE_XML.encode(), "XML", id="Word's XML"),
        pytest.param("稿.doc", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>", "mht", id="mht"),
        pytest.param("稿.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "旧版 Office", id="wps"),
    ],
)
def test_bad_files_are_named_with_an_advice(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_document(name, data)
    assert reason in caught.value.reason
    assert caught.value.advice


def test_a_word_file_that_unpacks_to_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_layer.reading.packages._MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ReadingError, match="过大"):
        read_document("大.docx", word_file())


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.xls", "a.pdf"]))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes, name: str) -> None:
    try:
        assert read_document(name, data).name == name
    except ReadingError as error:
        assert error.reason and error.advice


@pytest.mark.parametrize("whole", [word_file(), pdf_file(2)], ids=["docx", "pdf"])
def test_flipped_bits_give_a_document_or_a_clear_error(whole: bytes) -> None:
    chance = random.Random(7)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            read_document("x.docx" if whole[:2] == b"PK" else "x.pdf", bytes(data))
        except ReadingError as error:
            assert error.reason and error.advice
