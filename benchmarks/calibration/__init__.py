"""How well logged time corrects an activity table, against doing nothing and against plain means."""
