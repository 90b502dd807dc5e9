"""Programmes as data: installed editions, and the places that adopted them."""
