-- The reports of version 1 in the tables of version 2; they have no annotations and are read again.

INSERT INTO reports(nr, id, path, title, publisher, credit, byline, url, language,
  published_from, published_to, published_basis, text, family, raw)
SELECT nr, id, path, title, publisher, credit, byline, url, language,
  published_from, published_to, published_basis, text, family, raw FROM kept_reports;

INSERT INTO report_given(report, title, publisher, credit, byline, url, language,
  published_from, published_to, published_basis) SELECT report, title, publisher, credit, byline, url, language,
  published_from, published_to, published_basis FROM kept_given;

INSERT INTO date_reasons_given SELECT report, ordinal, why FROM kept_reasons;

INSERT INTO report_search(rowid, title, text) SELECT nr, title, text FROM reports;

DROP TABLE kept_reports;

DROP TABLE kept_given;

DROP TABLE kept_reasons;
