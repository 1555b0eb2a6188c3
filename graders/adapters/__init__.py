"""The hosts of the graders: the only code that reads arguments and files, prints, or knows a host."""
