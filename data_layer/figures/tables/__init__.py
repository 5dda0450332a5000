"""Tables: rows, heads and captions, and each cell read as the sentence that they make of it."""
