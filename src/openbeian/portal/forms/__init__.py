"""Forms of the portal: made from the catalogue of fields, and a few of their own."""
