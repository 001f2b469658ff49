-- A story: many reports of one crisis and the account made of them.  Version 1.
-- Every table counts its rows from 0 (nr), in the order in which a story prints them; begin and end
-- are Unicode code points of reports.text, so substr(text, begin + 1, "end" - begin) are the words.

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

CREATE TABLE report_entities ( -- who and what one report speaks of; entities joins them
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  name TEXT, type TEXT NOT NULL, key TEXT, role TEXT, "of" TEXT,
  is_anonymous INTEGER NOT NULL, is_group INTEGER NOT NULL,
  entity INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_entity_members ( -- members of a group, where known
  report INTEGER NOT NULL, owner INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  member INTEGER NOT NULL,
  PRIMARY KEY (report, owner, ordinal),
  FOREIGN KEY (report, owner) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, member) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  type TEXT NOT NULL, form TEXT NOT NULL, -- form: name, nominal, pronoun
  entity INTEGER, -- report_entities.ordinal
  rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, entity) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE times ( -- time expressions, TIMEX3
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  type TEXT NOT NULL, value TEXT, mod TEXT,
  interval_from TEXT, interval_to TEXT,
  anchor INTEGER,
  rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, anchor) REFERENCES times(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions ( -- who says what, in one report
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  source_begin INTEGER, source_end INTEGER, source_words TEXT, -- NULL where the text leaves it out
  source INTEGER, -- report_entities.ordinal
  kind TEXT NOT NULL, -- direct, indirect, mixed
  act TEXT NOT NULL, basis TEXT NOT NULL,
  is_negated INTEGER NOT NULL,
  parent INTEGER, -- the attribution that this one stands in
  p REAL, -- how sure Readout is of its reading
  rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, source) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, parent) REFERENCES attributions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution_spans ( -- role: cue, content
  report INTEGER NOT NULL, owner INTEGER NOT NULL, role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  PRIMARY KEY (report, owner, role, ordinal),
  FOREIGN KEY (report, owner) REFERENCES attributions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE report_figures (
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  low REAL, high REAL, -- inclusive, NULL = open
  comparator TEXT NOT NULL, unit TEXT, counted TEXT, place TEXT, scope TEXT,
  actor INTEGER, time INTEGER, attribution INTEGER,
  rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, actor) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, time) REFERENCES times(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, attribution) REFERENCES attributions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE events ( -- one telling of a happening; incidents joins them
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT, -- the trigger
  class TEXT NOT NULL, cameo TEXT, status TEXT NOT NULL, channel TEXT,
  time INTEGER, place INTEGER, attribution INTEGER,
  incident INTEGER REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  p REAL, rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, time) REFERENCES times(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, place) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, attribution) REFERENCES attributions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE event_parties ( -- role: actor, recipient
  report INTEGER NOT NULL, owner INTEGER NOT NULL, role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (report, owner, role, ordinal),
  FOREIGN KEY (report, owner) REFERENCES events(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, entity) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE conditions (
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  marker_begin INTEGER, marker_end INTEGER, marker_words TEXT, -- "provided", "unless"
  attribution INTEGER,
  is_negative INTEGER NOT NULL, is_commitment INTEGER NOT NULL,
  rule TEXT,
  PRIMARY KEY (report, ordinal),
  FOREIGN KEY (report, attribution) REFERENCES attributions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE condition_spans ( -- role: condition, consequence
  report INTEGER NOT NULL, owner INTEGER NOT NULL, role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  begin INTEGER, "end" INTEGER, words TEXT,
  PRIMARY KEY (report, owner, role, ordinal),
  FOREIGN KEY (report, owner) REFERENCES conditions(report, ordinal) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE condition_parties ( -- who commits to the consequence
  report INTEGER NOT NULL, owner INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (report, owner, ordinal),
  FOREIGN KEY (report, owner) REFERENCES conditions(report, ordinal) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (report, entity) REFERENCES report_entities(report, ordinal) DEFERRABLE INITIALLY DEFERRED
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

CREATE TABLE commitments ( -- who will do what, provided what
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, what TEXT, condition TEXT,
  status TEXT NOT NULL, -- open, kept, broken, rescinded, lapsed
  rule TEXT
) STRICT;

CREATE TABLE commitment_parties (
  commitment INTEGER NOT NULL REFERENCES commitments(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_incidents ( -- role: depends_on (the condition), about (the consequence)
  commitment INTEGER NOT NULL REFERENCES commitments(nr) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL, ordinal INTEGER NOT NULL,
  incident INTEGER NOT NULL REFERENCES incidents(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, role, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE stated_by ( -- who states a commitment
  nr INTEGER PRIMARY KEY,
  commitment INTEGER NOT NULL REFERENCES commitments(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  entity INTEGER REFERENCES entities(nr) DEFERRABLE INITIALLY DEFERRED -- NULL = the report itself
) STRICT;

CREATE TABLE omitted_by ( -- reports that tell the consequence and leave the condition out
  commitment INTEGER NOT NULL REFERENCES commitments(nr) DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (commitment, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts ( -- where accounts differ
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL, kind TEXT NOT NULL, issue TEXT,
  explained_by TEXT, -- any of: dates scope source
  severity TEXT NOT NULL, rule TEXT
) STRICT;

CREATE TABLE sides (
  nr INTEGER PRIMARY KEY,
  conflict INTEGER NOT NULL REFERENCES conflicts(nr) DEFERRABLE INITIALLY DEFERRED,
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

CREATE TABLE timeline (
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

CREATE TABLE evidence ( -- the exact words behind every row of the account
  owner_kind TEXT NOT NULL, -- entity, incident, history, account, point, stated, side, claim, timeline, indicator, question
  owner INTEGER NOT NULL, -- nr in that table
  ordinal INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  begin INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT,
  PRIMARY KEY (owner_kind, owner, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_report ON evidence(report, begin);

CREATE VIRTUAL TABLE report_search USING fts5( -- words of reports: WHERE report_search MATCH 'harbour'
  title, text, content='reports', content_rowid='nr');

CREATE VIEW contacts AS -- who met, called or wrote whom
SELECT i.id, i.date_from, i.date_to, i.status, i.channel, i.label,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM incident_parties p JOIN entities e ON e.nr = p.entity
    WHERE p.incident = i.nr ORDER BY p.role, p.ordinal)) AS parties,
  (SELECT count(DISTINCT v.report) FROM evidence v WHERE v.owner_kind = 'incident' AND v.owner = i.nr) AS reports
FROM incidents i WHERE i.class = 'CONSULT' ORDER BY i.nr;

CREATE VIEW who_says_what AS -- claims with their holders and words
SELECT c.id, c.says,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM holders h JOIN entities e ON e.nr = h.entity
    WHERE h.claim = c.nr ORDER BY h.ordinal)) AS holders,
  c.act, c.basis, c.likelihood, c.origins, c.reports
FROM claims c ORDER BY c.nr;

CREATE VIEW conflicts_with_sides AS
SELECT k.id, k.severity, k.kind, k.issue, s.stance, e.name AS holder, s.says, v.words, r.path
FROM conflicts k JOIN sides s ON s.conflict = k.nr LEFT JOIN entities e ON e.nr = s.holder
LEFT JOIN evidence v ON v.owner_kind = 'side' AND v.owner = s.nr LEFT JOIN reports r ON r.nr = v.report
ORDER BY k.nr, s.ordinal, v.ordinal;

CREATE VIEW figures AS -- every point of every series with its words
SELECT s.id, s.what, p.low, p.high, p.comparator, s.unit, p.scope, p.as_of_from, p.as_of_to,
  e.name AS according_to, v.words, r.path
FROM series s JOIN points p ON p.series = s.nr LEFT JOIN entities e ON e.nr = p."by"
LEFT JOIN evidence v ON v.owner_kind = 'point' AND v.owner = p.nr LEFT JOIN reports r ON r.nr = v.report
ORDER BY s.nr, p.ordinal, v.ordinal;

CREATE VIEW promises AS -- commitments, their conditions, who states and who omits them
SELECT c.id, c.status, c.what, c.condition,
  (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM commitment_parties p JOIN entities e ON e.nr = p.entity
    WHERE p.commitment = c.nr ORDER BY p.ordinal)) AS who,
  (SELECT group_concat(name, ', ') FROM (SELECT coalesce(e.name, 'the report') AS name FROM stated_by s
    LEFT JOIN entities e ON e.nr = s.entity WHERE s.commitment = c.nr ORDER BY s.ordinal)) AS stated_by,
  (SELECT group_concat(path, ', ') FROM (SELECT r.path FROM omitted_by o JOIN reports r ON r.nr = o.report
    WHERE o.commitment = c.nr ORDER BY o.ordinal)) AS omitted_by
FROM commitments c ORDER BY c.nr;

CREATE VIEW chronicle AS -- the timeline with its words
SELECT t.date_from, t.date_to, t.text, t.status, v.words, r.path
FROM timeline t LEFT JOIN evidence v ON v.owner_kind = 'timeline' AND v.owner = t.nr
LEFT JOIN reports r ON r.nr = v.report ORDER BY t.nr, v.ordinal;
