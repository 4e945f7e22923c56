#!/usr/bin/python3
"""Reads an iCalendar file with python3-icalendar and writes what a calendar program would show: the name, then a line
per event: uid|first day|day after the last|summary|description|sequence."""

import sys

from icalendar import Calendar

with open(sys.argv[1], "rb") as file:
    calendar = Calendar.from_ical(file.read())
problems = [error for event in calendar.walk("VEVENT") for error in event.errors]
if problems:
    sys.exit(f"not understood: {problems}")
print(calendar["X-WR-CALNAME"])
for event in calendar.walk("VEVENT"):
    event["DTSTAMP"].dt.isoformat()
    text = str(event.get("DESCRIPTION", "")).replace("\n", "⏎")
    days = f"{event['DTSTART'].dt.isoformat()}|{event['DTEND'].dt.isoformat()}"
    print(f"{event['UID']}|{days}|{event['SUMMARY']}|{text}|{event['SEQUENCE']}")
