"""地区对比: which figures may stand beside each other, and what is drawn and said of them."""
