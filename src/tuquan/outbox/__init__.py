"""What telephones keep and send, so that no entry is lost; the pages that open without network."""
