"""Store: the database; the only place that knows SQLAlchemy."""
