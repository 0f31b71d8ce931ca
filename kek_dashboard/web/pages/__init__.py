"""Pages: one module an address; importing one does nothing, ``PAGES`` in ``web`` lists them."""
