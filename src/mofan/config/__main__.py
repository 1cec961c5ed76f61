"""`python -m mofan.config …`: the same as `mofan …`, for the processes that Mofan starts itself."""

from mofan.config.entry import main

if __name__ == "__main__":
    main()
