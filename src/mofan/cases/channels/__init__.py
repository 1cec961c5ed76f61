"""Ways by which cases come in from outside (渠道): lists of an upper platform, programs, e-mail."""
