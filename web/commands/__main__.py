"""`python -m web.commands` is `fairload`."""

from web.commands import main

main()
