"""What every generated package carries along, copied word for word: nothing here imports anything but Python's own
library and its sisters, by absolute name, which the copy makes relative."""
