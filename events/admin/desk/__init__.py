"""The curation desk: intake, coding, queue, review and statistics, inside the admin."""
