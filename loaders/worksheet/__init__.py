"""The worksheet of planners: one row is what one agency or network brings, with names and no ids."""
