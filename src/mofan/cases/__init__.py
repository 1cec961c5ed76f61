"""Cases (事项): matters that move from whoever takes them in through units and levels, with clocks, to an answer."""
