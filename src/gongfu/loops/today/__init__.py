"""What needs somebody now, whatever part of the work it comes from, in one order."""
