"""What a person can type after `tuquan`; each module parses, calls a service, prints."""
