-- A story: many reports of one crisis and the account made of them.  Version 2.
-- Reports are numbered (nr) as they came in; the rows of the account count from 0, in the order in
-- which a story prints them.  begin and end are Unicode code points of reports.text, so
-- substr(text, begin + 1, "end" - begin) are the words.

CREATE TABLE story ( -- who made this file
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE reports ( -- one report, as it came and what it says of itself
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, -- sha256 of the bytes received
  path TEXT NOT NULL,
  title TEXT, publisher TEXT, credit TEXT, byline TEXT, url TEXT, language TEXT, section TEXT, media TEXT,
  published_from TEXT, published_to TEXT, -- first and last possible day, NULL = unknown
  published_basis TEXT, -- metadata, file-name, text, story
  text TEXT NOT NULL,
  family INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED, -- first of its copies
  raw BLOB -- bytes received where they are not those of text
) STRICT;

CREATE TABLE report_given ( -- what the container (JSON line, file name) said of a report
  report INTEGER PRIMARY KEY REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  title TEXT, publisher TEXT, credit TEXT, byline TEXT, url TEXT, language TEXT, section TEXT, media TEXT,
  published_from TEXT, published_to TEXT, published_basis TEXT
) STRICT;

CREATE TABLE annotations ( -- all that was read in a report, so that it need not be read again
  report INTEGER PRIMARY KEY REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  read_by TEXT NOT NULL, -- program, models and lexicon; of others the report is read again
  layers BLOB NOT NULL, -- `readout annotate STORY` prints them
  seal TEXT NOT NULL -- sha256 of text, raw and layers, one behind the other
) STRICT;

CREATE TABLE attributions ( -- who says what, in one report
  nr INTEGER PRIMARY KEY, -- 65536 * report + place in the report
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, -- what is said, cue included where it stands within
  source_begin INTEGER, source_end INTEGER, -- NULL where the text leaves the source out
  entity INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED, -- the source, NULL = not known
  kind TEXT NOT NULL, -- direct, indirect, mixed
  act TEXT NOT NULL, basis TEXT NOT NULL,
  is_negated INTEGER NOT NULL
) STRICT;

CREATE TABLE date_reasons ( -- why a report's date of publication is what it is
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  why TEXT,
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE date_reasons_given ( -- the same, as the container gave it
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  why TEXT,
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside ( -- passages that are not the report
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  kind TEXT NOT NULL, -- appeal, navigation, credit, caption, advertisement, copyright
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices ( -- what was odd about a report
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  stage TEXT, what TEXT,
  begin INTEGER, "end" INTEGER, words TEXT,
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities ( -- who and what the story speaks of
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, name TEXT, type TEXT NOT NULL, key TEXT,
  is_anonymous INTEGER NOT NULL, is_group INTEGER NOT NULL,
  why TEXT -- how its forms were joined
) STRICT;

CREATE TABLE roles ( -- offices of an entity
  nr INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  role TEXT,
  "of" INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  term_from TEXT, term_to TEXT
) STRICT;

CREATE TABLE aliases ( -- forms under which an entity appears
  nr INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  form TEXT, count INTEGER NOT NULL
) STRICT;

CREATE TABLE alias_reports (
  alias INTEGER NOT NULL REFERENCES aliases(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (alias, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents ( -- one happening, told in many reports
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, label TEXT, class TEXT NOT NULL, cameo TEXT, status TEXT NOT NULL,
  date_from TEXT, date_to TEXT,
  place INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  channel TEXT, -- of a contact: phone, meeting, video, letter
  rule TEXT
) STRICT;

CREATE TABLE incident_parties ( -- role: actor, recipient
  incident INTEGER NOT NULL REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (incident, role, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_history ( -- its states, oldest first
  nr INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  date_from TEXT, date_to TEXT, status TEXT NOT NULL
) STRICT;

CREATE TABLE incident_accounts ( -- what each side says of a contact
  nr INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  holder INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED, -- NULL = the report itself
  says TEXT
) STRICT;

CREATE TABLE series ( -- one quantity, as it was told over time
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, what TEXT, unit TEXT
) STRICT;

CREATE TABLE points (
  nr INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES series(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  low REAL, high REAL, -- inclusive, NULL = open
  comparator TEXT NOT NULL, scope TEXT,
  as_of_from TEXT, as_of_to TEXT,
  "by" INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED -- NULL = the report itself
) STRICT;

CREATE TABLE undertakings ( -- who will do what, provided what
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, what TEXT, condition TEXT,
  status TEXT NOT NULL, -- open, kept, broken, rescinded, lapsed
  rule TEXT
) STRICT;

CREATE TABLE commitment_parties (
  commitment INTEGER NOT NULL REFERENCES undertakings(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_incidents ( -- role: depends_on (the condition), about (the consequence)
  commitment INTEGER NOT NULL REFERENCES undertakings(nr) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  incident INTEGER NOT NULL REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, role, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE stated_by ( -- who states a commitment
  nr INTEGER PRIMARY KEY,
  commitment INTEGER NOT NULL REFERENCES undertakings(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  entity INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED -- NULL = the report itself
) STRICT;

CREATE TABLE omitted_by ( -- reports that tell the consequence and leave the condition out
  commitment INTEGER NOT NULL REFERENCES undertakings(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE disputes ( -- where accounts differ
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, kind TEXT NOT NULL, issue TEXT,
  explained_by TEXT, -- any of: dates scope source
  severity TEXT NOT NULL, rule TEXT
) STRICT;

CREATE TABLE sides (
  nr INTEGER PRIMARY KEY,
  conflict INTEGER NOT NULL REFERENCES disputes(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  holder INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED, -- NULL = the report itself
  stance INTEGER NOT NULL, -- sides with equal numbers agree with one another
  says TEXT
) STRICT;

CREATE TABLE claims ( -- one proposition, whoever holds it
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, says TEXT,
  origins INTEGER NOT NULL, -- independent origins, not copies
  reports INTEGER NOT NULL,
  basis TEXT NOT NULL, act TEXT NOT NULL,
  likelihood TEXT, -- of the speaker's words, in the bands of ICD 203
  rule TEXT
) STRICT;

CREATE TABLE holders (
  claim INTEGER NOT NULL REFERENCES claims(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (claim, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline_entries (
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, date_from TEXT, date_to TEXT, precision TEXT, text TEXT, status TEXT NOT NULL,
  incident INTEGER REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE indicators ( -- observed signs for or against a course of events
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, name TEXT,
  is_escalation INTEGER NOT NULL, is_against INTEGER NOT NULL,
  seen_from TEXT, seen_to TEXT, rule TEXT
) STRICT;

CREATE TABLE questions ( -- what the account leaves open
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, question TEXT
) STRICT;

CREATE TABLE passage_kinds ( -- which rows passages belong to
  kind TEXT PRIMARY KEY,
  owner_kind TEXT NOT NULL UNIQUE, -- entity, incident, history, account, point, stated, side, claim, timeline, indicator, question
  table_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO passage_kinds VALUES ('e', 'entity', 'entities'), ('i', 'incident', 'incidents'),
  ('h', 'history', 'incident_history'), ('a', 'account', 'incident_accounts'), ('q', 'point', 'points'),
  ('s', 'stated', 'stated_by'), ('d', 'side', 'sides'), ('p', 'claim', 'claims'),
  ('t', 'timeline', 'timeline_entries'), ('n', 'indicator', 'indicators'), ('o', 'question', 'questions');

CREATE TABLE passages ( -- where the words stand behind every row of the account
  kind TEXT NOT NULL REFERENCES passage_kinds(kind), -- a letter for the table of the row
  owner INTEGER NOT NULL, -- nr in that table
  ordinal INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (kind, owner, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions ( -- what a user decided, beside what Readout found; in the order of nr
  nr INTEGER PRIMARY KEY,
  verb TEXT NOT NULL, -- merge, split, correct, grade, note
  subject TEXT NOT NULL, -- what it is about, named so that it survives new numbers
  object TEXT, -- merge: the other; correct: the field
  value TEXT, -- the correction, the grade, the words of the note
  seen_as TEXT, -- id and name when it was decided
  made_by TEXT, made_at TEXT,
  is_undone INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE report_search USING fts5( -- words of reports: WHERE report_search MATCH 'harbour'
  title, text, content='reports', content_rowid='nr', columnsize=0, tokenize='unicode61 remove_diacritics 2');

CREATE VIEW statements AS -- who says what, with the words, in every report
SELECT a.nr, r.path, r.publisher, r.published_to AS published, e.name AS holder,
  substr(r.text, a.source_begin + 1, a.source_end - a.source_begin) AS source,
  a.act, a.basis, a.kind, a.is_negated, substr(r.text, a.begin + 1, a."end" - a.begin) AS words,
  a.report, a.begin, a."end"
FROM attributions a JOIN reports r ON r.nr = a.report LEFT JOIN entities e ON e.nr = a.entity;

CREATE VIRTUAL TABLE statement_search USING fts5( -- words that somebody said: WHERE statement_search MATCH 'ceasefire'
  words, content='statements', content_rowid='nr', detail='none', columnsize=0, tokenize='unicode61 remove_diacritics 2');

CREATE VIEW evidence AS -- the exact words behind every row of the account
SELECT k.owner_kind, p.owner, p.ordinal, r.path, p.report, p.begin, p."end",
  substr(r.text, p.begin + 1, p."end" - p.begin) AS words
FROM passages p JOIN passage_kinds k ON k.kind = p.kind JOIN reports r ON r.nr = p.report;

CREATE VIEW contacts AS -- who met, called or wrote whom
SELECT i.id, i.date_from, i.date_to, i.status, i.channel, i.label,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM incident_parties p JOIN entities e ON e.nr = p.entity
    WHERE p.incident = i.nr ORDER BY p.role, p.ordinal)) AS parties,
  (SELECT e.name FROM entities e WHERE e.nr = i.place) AS place,
  (SELECT count(DISTINCT v.report) FROM passages v WHERE v.kind = 'i' AND v.owner = i.nr) AS reports,
  (SELECT count(*) FROM incident_accounts a WHERE a.incident = i.nr) AS accounts
FROM incidents i WHERE i.class = 'CONSULT' ORDER BY i.nr;

CREATE VIEW commitments AS -- who will do what on what condition, who states it and who leaves the condition out
SELECT c.id, c.status,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM commitment_parties p JOIN entities e ON e.nr = p.entity
    WHERE p.commitment = c.nr ORDER BY p.ordinal)) AS who,
  c.what, c.condition,
  (SELECT group_concat(name, ', ') FROM (SELECT coalesce(e.name, 'the report') AS name FROM stated_by s
    LEFT JOIN entities e ON e.nr = s.entity WHERE s.commitment = c.nr ORDER BY s.ordinal)) AS stated_by,
  (SELECT group_concat(path, ', ') FROM (SELECT r.path FROM omitted_by o JOIN reports r ON r.nr = o.report
    WHERE o.commitment = c.nr ORDER BY o.ordinal)) AS omitted_by
FROM undertakings c ORDER BY c.nr;

CREATE VIEW figures AS -- every point of every series with its words
SELECT s.id, s.what, p.low, p.high, p.comparator, s.unit, p.scope, p.as_of_from, p.as_of_to,
  e.name AS according_to, v.words, v.path
FROM series s JOIN points p ON p.series = s.nr LEFT JOIN entities e ON e.nr = p."by"
LEFT JOIN evidence v ON v.owner_kind = 'point' AND v.owner = p.nr
ORDER BY s.nr, p.ordinal, v.ordinal;

CREATE VIEW who_says_what AS -- claims with their holders
SELECT c.id, c.says,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM holders h JOIN entities e ON e.nr = h.entity
    WHERE h.claim = c.nr ORDER BY h.ordinal)) AS holders,
  c.act, c.basis, c.likelihood, c.origins, c.reports
FROM claims c ORDER BY c.nr;

CREATE VIEW conflicts AS -- where accounts differ: one row a side and passage
SELECT k.id, k.severity, k.kind, k.issue, k.explained_by, s.stance, e.name AS holder, s.says, v.words, v.path
FROM disputes k JOIN sides s ON s.conflict = k.nr LEFT JOIN entities e ON e.nr = s.holder
LEFT JOIN evidence v ON v.owner_kind = 'side' AND v.owner = s.nr
ORDER BY k.nr, s.ordinal, v.ordinal;

CREATE VIEW timeline AS -- what happened or is to happen when
SELECT t.id, t.date_from, t.date_to, t.precision, t.status, t.text, i.id AS incident,
  (SELECT group_concat(path, ', ') FROM (SELECT DISTINCT r.path FROM passages v JOIN reports r ON r.nr = v.report
    WHERE v.kind = 't' AND v.owner = t.nr ORDER BY v.ordinal)) AS reports
FROM timeline_entries t LEFT JOIN incidents i ON i.nr = t.incident ORDER BY t.nr;
