"""Domain: the county's terms and rules, pure; standard library only."""
