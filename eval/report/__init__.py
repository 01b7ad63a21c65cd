"""The report of a run: one page that opens offline, light or dark, on a phone too."""
