"""What the command line can do; one module per command, each imported only when it is asked for."""
