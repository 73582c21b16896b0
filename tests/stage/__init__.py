"""The stage on which the tests play: settings, database, browser, programs."""
