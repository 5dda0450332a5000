"""重复检测: clusters of witnesses, two of them side by side, and what people decide about them."""
