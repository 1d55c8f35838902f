"""The demo site: its words, its bibliography, and the code that draws, films and plays it."""
