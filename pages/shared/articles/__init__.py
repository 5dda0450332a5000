"""文章库: the list of articles, one as HTML with its figures marked, and the page of its original."""
