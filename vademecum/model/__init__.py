"""Every type that crosses a stage."""
