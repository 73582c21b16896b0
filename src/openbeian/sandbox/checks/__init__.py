"""What an administration checks of a record before an officer sees it, with the real codes."""
