"""The service under load: a territory's morning with many people at once, and a province's pages."""
