"""What somebody should know: the inbox and what is put into it."""
