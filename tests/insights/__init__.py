"""Totals, the submissions behind them, their workbook."""
