"""Who may see what: accounts and their roles, tokens, sessions, and the audit of what they did."""
