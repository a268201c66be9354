"""The spine: one short module per command, every stage in order; only here do stages meet."""
