"""Good models to replicate: what an area did, at what cost, and who adopts it elsewhere."""
