"""The domain in plain Python: values in, values out, no clock, no database, no web."""
