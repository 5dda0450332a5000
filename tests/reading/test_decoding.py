"""Which character set the bytes of a text are in."""

import pytest

from data_layer.errors import ReadingError
from data_layer.reading.decoding import decode_text

SHORT = "县里今年新修公路12公里。"
LONG = "全县粮食种植面积38.6万亩，总产量17.2万吨，同比增长2.1%。\n" * 40
TRADITIONAL = "縣政府今年興辦水利工程，灌溉農田三萬畝，農民收入有所增長。"


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        pytest.param(SHORT, "utf-8", "utf-8", id="utf-8"),
        pytest.param(SHORT, "utf-8-sig", "utf-8", id="utf-8 with mark"),
        pytest.param(SHORT, "gb18030", "gb18030", id="gb18030, one sentence"),
        pytest.param("工作总结", "gbk", "gb18030", id="gbk, four characters"),
        pytest.param(LONG, "gb18030", "gb18030", id="gb18030, long"),
        pytest.param(SHORT, "utf-16", "utf-16", id="utf-16 with mark"),
        pytest.param(SHORT, "utf-16-le", "utf-16-le", id="utf-16 little-endian without mark"),
        pytest.param(LONG, "utf-16-be", "utf-16-be", id="utf-16 big-endian without mark"),
        pytest.param(TRADITIONAL, "big5", "big5hkscs", id="big5"),
        pytest.param("plain ascii, 12 lines\n", "ascii", "utf-8", id="ascii"),
    ],
)
def test_character_set_is_found(text: str, codec: str, named: str) -> None:
    found, encoding = decode_text(text.encode(codec))
    assert (found, encoding) == (text, named)


def test_a_damaged_byte_does_not_cost_the_text() -> None:
    data = LONG.encode()[:-1] + b"\xff" + SHORT.encode()
    found, encoding = decode_text(data)
    assert encoding == "utf-8"
    assert SHORT in found


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 20, id="every byte"),
        pytest.param(b"\x00\x01\x02\x03" * 500, id="control bytes"),
        pytest.param(b"MZ\x90\x00" + bytes(200) + b"\xfe\xed\xfa" * 300, id="a program"),
        pytest.param(b" \n\t\r\n", id="only spaces"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        decode_text(data)
    assert caught.value.reason
    assert caught.value.advice
