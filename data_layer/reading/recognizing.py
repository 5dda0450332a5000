"""The picture of a page to boxes of recognised words, through RapidOCR.

What belongs here: turning and cutting pictures, running the engine. What does not: in which order the boxes
are read (layout). The engine is loaded with the first picture; its models are in its wheel.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_layer.errors import ReadingError
from data_layer.reading.boxes import TextBox

__all__ = ["RecognitionLimits", "recognize_page"]

Picture = NDArray[np.uint8]
"""Rows, columns, blue-green-red."""


@dataclass(frozen=True, slots=True)
class RecognitionLimits:
    """How a picture is cut for the engine.

    Attributes:
        detection_pixels: lines are looked for in pictures of at most so many pixels: 1.5 million take 0.35 GB
            more, 3.4 million 0.65 GB (measured).
        detection_line_pixels: lines lower than this, at the detection's scale, are looked for again in strips
            at a larger one: the gaps between columns close below it (measured on tests/reading/rendering.py).
        enlargement: small pictures are enlarged up to so many times for the detection.
        least_pixels: pictures narrower or lower than this hold no words.
        upright_ratio: a box so many times higher than wide holds words set, or scanned, vertically.
        line_ratio: a box so many times wider than high is read in parts: a line across a broadsheet has some
            sixty characters, and the engine's memory grows with the width (60,000 pixels took 0.4 GB).
        min_score: boxes whose characters are surer than this on average; less is what the engine sees in
            pictures and stains.
        turning_boxes: so many of the longest lines tell whether a page stands on its head.
    """

    detection_pixels: int = 1_500_000
    detection_line_pixels: float = 13.0
    enlargement: float = 1.5
    least_pixels: int = 12
    upright_ratio: float = 1.5
    line_ratio: float = 60.0
    min_score: float = 0.5
    turning_boxes: int = 12


_LIMITS = RecognitionLimits()
_MISSING = (
    "识别扫描件的组件没有装好（{}）",
    "请在程序目录运行 .venv/bin/python -m pip install -r requirements.txt 后再导入一次",
)
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_HAN = r"[\u4e00-\u9fff，。、；：！？“”（）《》]"
_NARROW = re.compile(rf"(?<={_HAN})[,:;!?()]|[,:;!?()](?={_HAN})")


def recognize_page(picture: Picture) -> list[TextBox]:
    """The boxes of words in a picture, as they stand once it is upright and level.

    Raises:
        ReadingError: if the engine can't be loaded.
    """
    if min(picture.shape[:2]) < _LIMITS.least_pixels:
        return []
    engine = _load_engine()
    picture, quads = _find_lines(engine, picture)
    if not len(quads):
        return []
    picture, boxes = _straighten(picture, quads)
    boxes = _part_long(picture, boxes)
    crops = [_cut(picture, box) for box in boxes]
    if _stands_on_head(engine, crops):
        picture = np.ascontiguousarray(picture[::-1, ::-1])
        height, width = picture.shape[:2]
        size = np.array([width, height, width, height], np.float32)
        boxes = size - boxes[:, [2, 3, 0, 1]]
        crops = [_cut(picture, box) for box in boxes]
    return [box for box in _recognize(engine, boxes, crops) if box.text.strip()]


@functools.cache
def _load_engine() -> Any:
    """The engine of this process, on one thread: documents are parsed side by side.

    Threads that wait for each other cost more than they gain (measured: twice the time on two busy cores).
    """
    try:
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        runtime = "EngineConfig.onnxruntime"
        return RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_preprocess_img": False,  # sizes are our own business
                "Global.use_vertical_padding": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": 1 << 16,
                "Global.return_word_box": True,
                f"{runtime}.intra_op_num_threads": 1,
                f"{runtime}.inter_op_num_threads": 1,
                "Rec.rec_batch_num": 1,  # lines of one length differ: padding costs time and memory
            }
        )
    except (ImportError, OSError) as error:
        raise ReadingError(_MISSING[0].format(error), _MISSING[1]) from error


def _find_lines(engine: Any, picture: Picture) -> tuple[Picture, NDArray[np.float32]]:
    """The four corners of each line, and the picture as they stand in it: turned if it lay on its side."""
    quads = _detect(engine, picture)
    if len(quads) and _lies_on_side(quads):
        picture = np.ascontiguousarray(np.rot90(picture))
        quads = _detect(engine, picture)
    if not len(quads):
        return picture, quads
    scale = min(1.0, (_LIMITS.detection_pixels / (picture.shape[0] * picture.shape[1])) ** 0.5)
    heights = _sides(quads)[1]
    if scale < 1 and float(np.median(heights)) * scale < _LIMITS.detection_line_pixels:
        return picture, _detect_in_strips(engine, picture, float(np.median(heights)), float(heights.max()))
    return picture, quads


def _detect(engine: Any, picture: Picture, scale: float | None = None) -> NDArray[np.float32]:
    """Corners of lines, from top left clockwise, in the picture's own pixels."""
    import cv2

    height, width = picture.shape[:2]
    if scale is None:
        scale = min(_LIMITS.enlargement, (_LIMITS.detection_pixels / (height * width)) ** 0.5)
    size = max(_LIMITS.least_pixels, round(width * scale)), max(_LIMITS.least_pixels, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    found = engine(small, use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return np.zeros((0, 4, 2), np.float32)
    return np.asarray(found.boxes, np.float32) / np.float32(scale)


def _detect_in_strips(engine: Any, picture: Picture, line: float, largest: float) -> NDArray[np.float32]:
    """Lines looked for strip by strip; a line belongs to the strip in whose own part its middle is."""
    height, width = picture.shape[:2]
    scale = min(1.0, 1.4 * _LIMITS.detection_line_pixels / line)
    overlap = round(1.5 * largest)
    own = max(2 * overlap, round(_LIMITS.detection_pixels / (scale**2 * width)))
    found = []
    for top in range(0, height, own):
        begin = max(0, top - overlap)
        quads = _detect(engine, picture[begin : top + own + overlap], scale)
        quads[:, :, 1] += begin
        middle = quads[:, :, 1].mean(1)
        found.append(quads[(middle >= top) & (middle < top + own)])
    return np.concatenate(found)


def _sides(quads: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Width and height of each box."""
    return (
        np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1),
        np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1),
    )


def _lies_on_side(quads: NDArray[np.float32]) -> bool:
    """Whether most of the lines run from top to bottom."""
    widths, heights = _sides(quads)
    tall = heights > _LIMITS.upright_ratio * widths
    wide = widths > _LIMITS.upright_ratio * heights
    return bool((heights * tall).sum() > (widths * wide).sum())


def _straighten(picture: Picture, quads: NDArray[np.float32]) -> tuple[Picture, NDArray[np.float32]]:
    """The picture turned until its lines are level, and their boxes: left, top, right, bottom."""
    import cv2

    widths, heights = _sides(quads)
    along = quads[:, 1] - quads[:, 0]
    long = widths >= np.median(widths)
    angle = float(np.median(np.degrees(np.arctan2(along[long, 1], along[long, 0]))))
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    wide = width * abs(turn[0, 0]) + height * abs(turn[0, 1])
    high = width * abs(turn[0, 1]) + height * abs(turn[0, 0])
    turn[:, 2] += (wide - width) / 2, (high - height) / 2
    middles = quads.mean(1) @ turn[:, :2].T + turn[:, 2]
    level = cv2.warpAffine(
        picture, turn, (round(wide), round(high)), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    half = np.stack([widths, heights], 1) / 2
    boxes = np.concatenate([middles - half, middles + half], 1).astype(np.float32)
    return level, boxes


def _part_long(picture: Picture, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The boxes, those far too wide for a printed line in parts, cut where there is least ink."""
    parts = []
    for left, top, right, bottom in boxes.tolist():
        height = max(1.0, bottom - top)
        many = math.ceil((right - left) / (_LIMITS.line_ratio * height))
        ink = picture[round(max(0.0, top)) : round(max(1.0, bottom))].min(axis=(0, 2)) if many > 1 else None
        sides = [left]
        for number in range(1, many):
            about = left + (right - left) * number / many
            first = max(0, round(about - height))
            near = ink[first : round(about + height)] if ink is not None else ()
            sides.append(float(first + int(np.argmax(near))) if len(near) else about)
        parts += [(begin, top, end, bottom) for begin, end in pairwise([*sides, right])]
    return np.array(parts, np.float32).reshape(-1, 4)


def _cut(picture: Picture, box: NDArray[np.float32]) -> Picture:
    """One line out of the picture; words set vertically come side by side."""
    left, top, right, bottom = (max(0, round(float(side))) for side in box)
    crop = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    if crop.size == 0:
        crop = np.zeros((8, 8, 3), np.uint8)
    height, width = crop.shape[:2]
    if height < _LIMITS.upright_ratio * width:
        return np.ascontiguousarray(crop)
    cells = np.array_split(crop, max(1, round(height / width)))
    least = min(len(cell) for cell in cells)
    return np.ascontiguousarray(np.concatenate([cell[:least] for cell in cells], 1))


def _stands_on_head(engine: Any, crops: Sequence[Picture]) -> bool:
    longest = sorted(crops, key=lambda crop: -crop.shape[1] / crop.shape[0])[: _LIMITS.turning_boxes]
    _, found = engine.cls_and_rotate([crop.copy() for crop in longest])
    return bool(sum(label == "180" for label, _ in found.cls_res) * 2 > len(longest))


def _recognize(engine: Any, boxes: NDArray[np.float32], crops: Sequence[Picture]) -> Iterator[TextBox]:
    found = engine.recognize_txt(list(crops))
    for box, text, score, words in zip(boxes, found.txts, found.scores, found.word_results, strict=True):
        if score < _LIMITS.min_score:
            continue
        left, top, right, bottom = map(float, box)
        yield TextBox(left, top, right, bottom, _widen(text), *_characters(text, words, left, right))


def _widen(text: str) -> str:
    """Punctuation beside a Chinese character as Chinese print has it: full-width."""
    return _NARROW.sub(lambda match: match.group().translate(_WIDE), text)


def _characters(
    text: str, words: Any, left: float, right: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where each character stands (its middle), and how sure the engine is of it."""
    columns = iter([column for word in words.word_cols for column in word])
    step = (right - left) / max(1.0, words.line_txt_len)
    middles: list[float] = []
    for char in text:
        column = None if char.isspace() else next(columns, None)
        middles.append(middles[-1] if column is None and middles else left + ((column or 0) + 0.5) * step)
    sure = tuple(words.confs) if len(words.confs) == len(text) else (1.0,) * len(text)
    return tuple(middles), sure
