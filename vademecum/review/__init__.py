"""The workflow's states, the fingerprint, what may be claimed."""
