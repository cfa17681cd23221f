"""The look of the pages: sources here, built files in web/static/look."""
