"""Programme packs that ship with the product: data only."""
