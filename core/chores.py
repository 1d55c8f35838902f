"""What has to be done every minute while the site runs, by whichever app has something to do."""

from django.dispatch import Signal

# Sent once a minute by `manage.py serve`, in one process of each machine that runs the worker.
# A receiver takes no arguments but its sender, is short, and may be called twice at once.
minute_passed = Signal()
