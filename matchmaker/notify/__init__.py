"""What leaves the house towards people's own tools: calendars."""
