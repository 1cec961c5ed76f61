"""How numbers, dates, sizes and durations are read out to people (计量的写法)."""
