"""Facts: the figures of several witnesses row by row, which witness is the better one, what OCR confuses."""
