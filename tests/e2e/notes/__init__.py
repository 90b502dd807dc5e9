"""A small app for the tests of the queue: notes in two fields, written on a telephone."""
