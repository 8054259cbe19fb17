"""Speed, side by side with what one would otherwise do, as ratios within one run: `make bench`.

Absolute times depend on the machine and on who else uses it; a ratio of two things measured in turn does so much less.
"""
