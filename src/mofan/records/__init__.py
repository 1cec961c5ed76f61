"""Records of what happened (记录): kinds as data, entering, attendance, minutes, duties and their occasions."""
