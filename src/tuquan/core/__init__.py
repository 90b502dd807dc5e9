"""The pure core: values in, results and explanations out. No Django, no clock, no files."""
