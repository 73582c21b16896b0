"""What every page shares: tokens, templates, components, forms, and the Chinese catalogue."""
