"""Tự Quản: residents' self-management programmes, from the official plan to the certificate."""

__version__ = "0.1.0"
