"""What operators see: logs, measurements, traces."""
