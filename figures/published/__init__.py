"""Statistics that the Department for Education publishes: loaded as files, cited by the day on which they came out."""
