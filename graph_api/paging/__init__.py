"""Pages of answers that are computed: connections, and cursors that hold a place in an order."""
