"""The plan loop: documents to commitments and tasks, to tables of the workspace, and back to files."""
