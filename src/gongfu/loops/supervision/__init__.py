"""The supervision loop: items of plans handed to units, reported on, verified and closed; what is due; who scores what."""
