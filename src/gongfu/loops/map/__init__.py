"""Maps: tiles of regions, figures and counts by region, outlines that a user brings."""
