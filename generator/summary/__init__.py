"""Many reports in figures: their money, their grades, how their budgets were spent, what their indicators earned.

Pure arithmetic over evaluated reports, in `Decimal`. What is not known is counted apart, never as zero: the parts of
every summary add up to the whole.
"""
