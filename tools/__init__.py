"""Tools: what developers run beside the program; nothing in kek_dashboard imports it."""
