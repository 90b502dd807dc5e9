"""Totals through the tree, beside baseline and target, and their workbook."""
