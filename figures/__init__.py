"""The figures of the course, one a file."""
