"""What a layout is given. Layouts print these values and decide nothing; every URL in them is ready to print."""
