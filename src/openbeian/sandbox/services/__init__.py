"""What is done: one function for each act, which takes the time as an argument."""
