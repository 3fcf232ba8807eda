"""What the families share: what they are asked on, and whom they name."""
