"""Templates of the pages: base.html, macros, then one folder for each folder of web."""
