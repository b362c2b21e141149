"""What a report is: the record's shape, the standards, the agencies, and the grammar of values."""
