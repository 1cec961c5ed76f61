"""The pages, one file a room (各室): small functions that ask the packages below and show the answer."""
