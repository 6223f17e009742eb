"""What a unit file gives cause to look at, beside the proposal."""
