"""(Report, Ruleset) → Evaluation: every row's score, its bounds and why."""
