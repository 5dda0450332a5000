"""What the pages share: frame, filters, cached data, charts, tables, the sentence card and wording."""
