"""The editorial report: what an editor has to see to, from the facts of a site."""
