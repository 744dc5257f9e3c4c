"""The chapters of the walk through the product, and what all of them need."""
