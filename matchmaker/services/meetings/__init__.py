"""Events and what follows from them: wishes, timetables, calendars, the club, deals."""
