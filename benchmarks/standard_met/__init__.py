"""The day-by-day play of the service standard against queueing theory and against a simulator of single pieces."""
