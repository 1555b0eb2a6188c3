"""A course run as a coach would, from ``course init`` to the exported marks."""
