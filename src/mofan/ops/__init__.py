"""Commands and timed work (命令与后台)."""
