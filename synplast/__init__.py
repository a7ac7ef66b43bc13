"""The ground floor: what has no science in it."""
