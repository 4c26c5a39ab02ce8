"""The tests. A package, because a library that is installed beside the project ships one of that name."""
