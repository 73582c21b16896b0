"""What every case has in common: a state of a procedure, flags, a deadline, and one way to move."""
