-- What a story of version 1 keeps on its way to the next: the reports.  The account is made anew.

CREATE TEMP TABLE kept_reports AS SELECT * FROM main.reports;

CREATE TEMP TABLE kept_given AS SELECT * FROM main.report_given;

CREATE TEMP TABLE kept_reasons AS SELECT * FROM main.date_reasons_given;
