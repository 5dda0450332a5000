"""县数 · County Figures: reads official prose to figures that can be compared, charted and checked."""
