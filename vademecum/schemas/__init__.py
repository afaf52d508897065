"""What files hold, as JSON Schemas: for editors, and for other programs."""
