"""The demonstration data: an invented network of people with a history and an annual meeting.

``generate`` draws people, profiles and wishes from the files in seeds/, without a database. ``seeding`` stores them by
the use-cases, computes suggestions and a timetable, and adds applications, mentorships and meetings of the past.
"""
