"""What applicants hand in: checked at the door, sealed, and served to whoever may see it."""
