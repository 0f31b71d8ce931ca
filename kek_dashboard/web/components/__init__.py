"""Components: building blocks that more than one page uses."""
