"""gongkai 公开: performance self-evaluation reports in, a public-disclosure site out."""
