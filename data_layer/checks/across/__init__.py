"""Across articles: series of one indicator, regions within regions, sizes among peers, witnesses."""
