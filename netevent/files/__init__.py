"""Files people take away: codes, cards, calendars, tables and posters, drawn from frozen values."""
