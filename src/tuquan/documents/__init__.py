"""Papers of the offices: drawn as DOCX and PDF from one finished paper."""
