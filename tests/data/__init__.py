"""Data: the workbooks the product ships."""
