"""What a workspace holds: tables and sources, how old they are, what came in by which import."""
