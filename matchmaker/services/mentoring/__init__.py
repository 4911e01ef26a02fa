"""From the request for a mentor to the end of the mentorship; the pool of mentors and matching rounds."""
