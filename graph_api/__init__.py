"""The service: command line, HTTP, GraphQL, planner, linkage and store."""
