"""Series of figures: facts, files and plans into the workspace, and out again."""
