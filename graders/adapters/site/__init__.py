"""Builds and serves the course: generated pages, the graders for the browser, and MkDocs around them."""
