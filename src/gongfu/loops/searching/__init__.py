"""Search across everything that a workspace holds."""
