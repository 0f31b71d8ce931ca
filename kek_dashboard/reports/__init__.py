"""Reports: what leaves the house as a file: data first, then written."""
