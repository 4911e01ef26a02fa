"""Output for people's own programs: mails and calendar files.

``messages`` builds a mail, ``mailer`` sends it by SMTP, and ``calendars`` writes iCalendar files. Texts come from the
caller. Which notices exist and who gets them is decided by the services.
"""
