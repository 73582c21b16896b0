"""What an applicant states: the value types, the field catalogue, building, and comparing."""
