"""Experimental points, typed from the papers named in each file."""
