// Small comforts for every page; all of them work without this file too.
