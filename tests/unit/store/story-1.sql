-- A story of version 1, as Readout 0.1.0 first wrote it: its schema, and the rows of two invented
-- reports.  Made with `sqlite3 STORY .dump` less the tables of the search.

PRAGMA foreign_keys = OFF;

PRAGMA application_id = 1382305652;

PRAGMA user_version = 1;

BEGIN;

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
  title TEXT, publisher TEXT, credit TEXT, byline TEXT, url TEXT, language TEXT,
  published_from TEXT, published_to TEXT, -- first and last possible day, NULL = unknown
  published_basis TEXT, -- metadata, file-name, text, story
  text TEXT NOT NULL,
  family INTEGER NOT NULL REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED, -- first of its copies
  raw BLOB -- bytes received where they are not those of text
) STRICT;

CREATE TABLE report_given ( -- what the container (JSON line, file name) said of a report
  report INTEGER PRIMARY KEY REFERENCES reports(nr) DEFERRABLE INITIALLY DEFERRED,
  title TEXT, publisher TEXT, credit TEXT, byline TEXT, url TEXT, language TEXT,
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

INSERT INTO story VALUES('schema_version','1');
INSERT INTO story VALUES('made_by','readout 0.1.0');
INSERT INTO reports VALUES(0,'sha256:8b779e5ce76c12609e9726b51e7e27167f08fce974377e1dd30ac12115eb7e0b','reports/2021-05-03-osmark-post.txt','Varland offers talks on the Teller crossing',NULL,NULL,NULL,NULL,NULL,'2021-05-03','2021-05-03','file-name','Varland offers talks on the Teller crossing'||char(10)||''||char(10)||'The foreign minister of Varland, Ilse Marrow, said on Monday that her country would reopen the Teller crossing if Osmark withdrew its 400 border guards.'||char(10)||'"We will open the gate on Friday, provided that the guards are gone," she said.'||char(10)||'Osmark''s president, Tobin Hale, denied that there were any guards at the crossing. Ms Marrow spoke to him by phone for 20 minutes on Sunday.'||char(10)||'',0,NULL);
INSERT INTO reports VALUES(1,'sha256:688d514314dfaa2795737f85f0c577486bd8f1301c3fb77b1381c3096daa965a','reports/2021-05-04-varland-radio.txt',NULL,NULL,NULL,NULL,NULL,NULL,'2021-05-04','2021-05-04','file-name','Osmark has withdrawn 250 of its border guards, a spokesman for President Hale said on Tuesday, and the rest would leave "in the coming days".'||char(10)||'The two leaders will meet in Brask on Thursday. Officials in Varland said at least 300 guards were still at the Teller crossing.'||char(10)||'',1,NULL);
INSERT INTO report_given VALUES(0,NULL,NULL,NULL,NULL,NULL,NULL,'2021-05-03','2021-05-03','file-name');
INSERT INTO report_given VALUES(1,NULL,NULL,NULL,NULL,NULL,NULL,'2021-05-04','2021-05-04','file-name');
INSERT INTO date_reasons VALUES(0,0,NULL,NULL,NULL,'the file name holds 2021-05-03');
INSERT INTO date_reasons VALUES(1,0,NULL,NULL,NULL,'the file name holds 2021-05-04');
INSERT INTO date_reasons_given VALUES(0,0,'the file name holds 2021-05-03');
INSERT INTO date_reasons_given VALUES(1,0,'the file name holds 2021-05-04');
INSERT INTO report_entities VALUES(0,0,'Varland','LOC',NULL,NULL,NULL,0,0,0);
INSERT INTO report_entities VALUES(0,1,'Ilse Marrow','PER',NULL,'foreign minister',NULL,0,0,1);
INSERT INTO report_entities VALUES(0,2,'Tobin Hale','PER',NULL,'president',NULL,0,0,3);
INSERT INTO report_entities VALUES(0,3,'Osmark','PER',NULL,NULL,NULL,0,0,2);
INSERT INTO report_entities VALUES(0,4,'400 border guards','ORG',NULL,'border guards',NULL,0,1,4);
INSERT INTO report_entities VALUES(1,0,'Osmark','LOC',NULL,NULL,NULL,0,0,5);
INSERT INTO report_entities VALUES(1,1,'Brask','LOC',NULL,NULL,NULL,0,0,9);
INSERT INTO report_entities VALUES(1,2,'Varland','LOC',NULL,NULL,NULL,0,0,0);
INSERT INTO report_entities VALUES(1,3,'Hale','PER',NULL,'president',NULL,0,0,3);
INSERT INTO report_entities VALUES(1,4,'border guards','ORG',NULL,'border guards',NULL,0,1,6);
INSERT INTO report_entities VALUES(1,5,'spokesman','PER',NULL,NULL,NULL,1,0,7);
INSERT INTO report_entities VALUES(1,6,'two leaders','PER',NULL,'leaders',NULL,1,1,8);
INSERT INTO report_entities VALUES(1,7,'Officials in Varland','PER',NULL,'officials',NULL,1,1,10);
INSERT INTO mentions VALUES(0,0,0,7,'Varland','LOC','name',0,'ner');
INSERT INTO mentions VALUES(0,1,45,89,'The foreign minister of Varland, Ilse Marrow','PER','name',1,'ner');
INSERT INTO mentions VALUES(0,2,69,76,'Varland','LOC','name',0,'ner');
INSERT INTO mentions VALUES(0,3,111,114,'her','PER','pronoun',1,'pronoun');
INSERT INTO mentions VALUES(0,4,159,165,'Osmark','PER','name',3,'ner');
INSERT INTO mentions VALUES(0,5,175,196,'its 400 border guards','ORG','nominal',4,'nominal');
INSERT INTO mentions VALUES(0,6,199,201,'We','PER','pronoun',1,'speaker');
INSERT INTO mentions VALUES(0,7,268,271,'she','PER','pronoun',1,'pronoun');
INSERT INTO mentions VALUES(0,8,278,308,'Osmark''s president, Tobin Hale','PER','name',2,'ner');
INSERT INTO mentions VALUES(0,9,278,284,'Osmark','PER','name',3,'surname');
INSERT INTO mentions VALUES(0,10,361,370,'Ms Marrow','PER','name',1,'surname');
INSERT INTO mentions VALUES(0,11,380,383,'him','PER','pronoun',2,'pronoun');
INSERT INTO mentions VALUES(1,0,0,6,'Osmark','LOC','name',0,'ner');
INSERT INTO mentions VALUES(1,1,28,45,'its border guards','ORG','nominal',4,'nominal');
INSERT INTO mentions VALUES(1,2,47,58,'a spokesman','PER','nominal',5,'nominal');
INSERT INTO mentions VALUES(1,3,63,77,'President Hale','PER','name',3,'ner');
INSERT INTO mentions VALUES(1,4,142,157,'The two leaders','PER','nominal',6,'nominal');
INSERT INTO mentions VALUES(1,5,171,176,'Brask','LOC','name',1,'ner');
INSERT INTO mentions VALUES(1,6,190,210,'Officials in Varland','PER','nominal',7,'nominal');
INSERT INTO mentions VALUES(1,7,203,210,'Varland','LOC','name',2,'ner');
INSERT INTO times VALUES(0,0,99,105,'Monday','DATE','2021-05-03',NULL,'2021-05-03','2021-05-03',NULL,'weekday');
INSERT INTO times VALUES(0,1,224,230,'Friday','DATE','2021-05-07',NULL,'2021-05-07','2021-05-07',NULL,'weekday');
INSERT INTO times VALUES(0,2,397,407,'20 minutes','DURATION','PT20M',NULL,NULL,NULL,NULL,'length');
INSERT INTO times VALUES(0,3,411,417,'Sunday','DATE','2021-05-02',NULL,'2021-05-02','2021-05-02',NULL,'weekday');
INSERT INTO times VALUES(1,0,86,93,'Tuesday','DATE','2021-05-04',NULL,'2021-05-04','2021-05-04',NULL,'weekday');
INSERT INTO times VALUES(1,1,124,139,'the coming days','DATE','FUTURE_REF',NULL,'2021-05-04',NULL,NULL,'pointed-plural');
INSERT INTO times VALUES(1,2,180,188,'Thursday','DATE','2021-05-06',NULL,'2021-05-06','2021-05-06',NULL,'weekday');
INSERT INTO attributions VALUES(0,0,45,89,'The foreign minister of Varland, Ilse Marrow',1,'indirect','say','on-record',0,NULL,0.9849873185157776,'clause');
INSERT INTO attributions VALUES(0,1,268,271,'she',1,'direct','say','on-record',0,NULL,0.9888530373573303,'punctuation');
INSERT INTO attributions VALUES(0,2,278,308,'Osmark''s president, Tobin Hale',2,'indirect','deny','on-record',0,NULL,0.9058522582054138,'clause');
INSERT INTO attributions VALUES(1,0,47,77,'a spokesman for President Hale',5,'indirect','say','on-record',0,NULL,0.9357343316078186,'clause');
INSERT INTO attributions VALUES(1,1,190,210,'Officials in Varland',7,'indirect','say','anonymous',0,NULL,0.9151749014854431,'clause');
INSERT INTO attribution_spans VALUES(0,0,'content',0,106,196,'that her country would reopen the Teller crossing if Osmark withdrew its 400 border guards');
INSERT INTO attribution_spans VALUES(0,0,'cue',0,91,95,'said');
INSERT INTO attribution_spans VALUES(0,1,'content',0,198,267,'"We will open the gate on Friday, provided that the guards are gone,"');
INSERT INTO attribution_spans VALUES(0,1,'cue',0,272,276,'said');
INSERT INTO attribution_spans VALUES(0,2,'content',0,317,359,'that there were any guards at the crossing');
INSERT INTO attribution_spans VALUES(0,2,'cue',0,310,316,'denied');
INSERT INTO attribution_spans VALUES(1,0,'content',0,0,45,'Osmark has withdrawn 250 of its border guards');
INSERT INTO attribution_spans VALUES(1,0,'cue',0,78,82,'said');
INSERT INTO attribution_spans VALUES(1,1,'content',0,216,269,'at least 300 guards were still at the Teller crossing');
INSERT INTO attribution_spans VALUES(1,1,'cue',0,211,215,'said');
INSERT INTO report_figures VALUES(0,0,175,196,'its 400 border guards',400.0,400.0,'exactly','persons','border guards',NULL,NULL,3,NULL,0,'count');
INSERT INTO report_figures VALUES(0,1,397,407,'20 minutes',20.0,20.0,'exactly','minutes',NULL,NULL,NULL,NULL,3,NULL,'measure');
INSERT INTO report_figures VALUES(1,0,21,45,'250 of its border guards',250.0,250.0,'exactly','persons','border guards',NULL,NULL,NULL,NULL,0,'count');
INSERT INTO report_figures VALUES(1,1,142,157,'The two leaders',2.0,2.0,'exactly','persons','leaders','in Brask',NULL,NULL,2,NULL,'count');
INSERT INTO report_figures VALUES(1,2,216,235,'at least 300 guards',300.0,NULL,'at-least','persons','guards',NULL,NULL,NULL,NULL,1,'count');
INSERT INTO events VALUES(0,0,15,20,'talks','CONSULT','046','proposed',NULL,NULL,NULL,NULL,5,0.6000000238418579,'event.noun');
INSERT INTO events VALUES(0,1,91,95,'said','STATEMENT','010','happened',NULL,0,NULL,NULL,1,0.5,'event.statement');
INSERT INTO events VALUES(0,2,166,174,'withdrew','RETREAT','087','conditional',NULL,NULL,NULL,0,6,0.6000000238418579,'event.verb');
INSERT INTO events VALUES(0,3,272,276,'said','STATEMENT','010','happened',NULL,NULL,NULL,NULL,1,0.5,'event.statement');
INSERT INTO events VALUES(0,4,310,316,'denied','REJECT','12','happened',NULL,NULL,NULL,NULL,2,0.6000000238418579,'event.verb');
INSERT INTO events VALUES(0,5,371,376,'spoke','CONSULT','041','happened','phone',3,NULL,NULL,0,0.6000000238418579,'event.verb');
INSERT INTO events VALUES(1,0,11,20,'withdrawn','RETREAT','087','happened',NULL,NULL,NULL,0,3,0.6000000238418579,'event.verb');
INSERT INTO events VALUES(1,1,163,167,'meet','CONSULT','040','planned','meeting',2,1,NULL,4,0.6000000238418579,'event.verb');
INSERT INTO event_parties VALUES(0,1,'actor',0,1);
INSERT INTO event_parties VALUES(0,2,'actor',0,3);
INSERT INTO event_parties VALUES(0,2,'recipient',0,4);
INSERT INTO event_parties VALUES(0,3,'actor',0,1);
INSERT INTO event_parties VALUES(0,4,'actor',0,2);
INSERT INTO event_parties VALUES(0,5,'actor',0,1);
INSERT INTO event_parties VALUES(0,5,'recipient',0,2);
INSERT INTO event_parties VALUES(1,0,'recipient',0,4);
INSERT INTO event_parties VALUES(1,1,'actor',0,6);
INSERT INTO conditions VALUES(0,0,156,158,'if',0,0,0,'clause');
INSERT INTO conditions VALUES(0,1,232,245,'provided that',1,0,0,'clause');
INSERT INTO condition_spans VALUES(0,0,'condition',0,156,196,'if Osmark withdrew its 400 border guards');
INSERT INTO condition_spans VALUES(0,0,'consequence',0,111,155,'her country would reopen the Teller crossing');
INSERT INTO condition_spans VALUES(0,1,'condition',0,232,265,'provided that the guards are gone');
INSERT INTO condition_spans VALUES(0,1,'consequence',0,198,230,'"We will open the gate on Friday');
INSERT INTO entities VALUES(0,'e1','Varland','LOC',NULL,0,0,'same name');
INSERT INTO entities VALUES(1,'e2','Ilse Marrow','PER',NULL,0,0,'named in one report');
INSERT INTO entities VALUES(2,'e3','Osmark','PER',NULL,0,0,'named in one report');
INSERT INTO entities VALUES(3,'e4','Tobin Hale','PER',NULL,0,0,'surname');
INSERT INTO entities VALUES(4,'e5','400 border guards','ORG',NULL,0,1,'named in one report');
INSERT INTO entities VALUES(5,'e6','Osmark','LOC',NULL,0,0,'named in one report');
INSERT INTO entities VALUES(6,'e7','border guards','ORG',NULL,0,1,'named in one report');
INSERT INTO entities VALUES(7,'e8','spokesman','PER',NULL,1,0,'named in one report');
INSERT INTO entities VALUES(8,'e9','two leaders','PER',NULL,1,1,'named in one report');
INSERT INTO entities VALUES(9,'e10','Brask','LOC',NULL,0,0,'named in one report');
INSERT INTO entities VALUES(10,'e11','Officials in Varland','PER',NULL,1,1,'named in one report');
INSERT INTO roles VALUES(0,1,0,'foreign minister',NULL,NULL,NULL);
INSERT INTO roles VALUES(1,3,0,'president',NULL,NULL,NULL);
INSERT INTO aliases VALUES(0,0,0,'Varland',3);
INSERT INTO aliases VALUES(1,1,0,'Ms Marrow',1);
INSERT INTO aliases VALUES(2,1,1,'The foreign minister of Varland, Ilse Marrow',1);
INSERT INTO aliases VALUES(3,2,0,'Osmark',2);
INSERT INTO aliases VALUES(4,3,0,'Osmark''s president, Tobin Hale',1);
INSERT INTO aliases VALUES(5,3,1,'President Hale',1);
INSERT INTO aliases VALUES(6,4,0,'its 400 border guards',1);
INSERT INTO aliases VALUES(7,5,0,'Osmark',1);
INSERT INTO aliases VALUES(8,6,0,'its border guards',1);
INSERT INTO aliases VALUES(9,7,0,'a spokesman',1);
INSERT INTO aliases VALUES(10,8,0,'The two leaders',1);
INSERT INTO aliases VALUES(11,9,0,'Brask',1);
INSERT INTO aliases VALUES(12,10,0,'Officials in Varland',1);
INSERT INTO alias_reports VALUES(0,0,0);
INSERT INTO alias_reports VALUES(0,1,1);
INSERT INTO alias_reports VALUES(1,0,0);
INSERT INTO alias_reports VALUES(2,0,0);
INSERT INTO alias_reports VALUES(3,0,0);
INSERT INTO alias_reports VALUES(4,0,0);
INSERT INTO alias_reports VALUES(5,0,1);
INSERT INTO alias_reports VALUES(6,0,0);
INSERT INTO alias_reports VALUES(7,0,1);
INSERT INTO alias_reports VALUES(8,0,1);
INSERT INTO alias_reports VALUES(9,0,1);
INSERT INTO alias_reports VALUES(10,0,1);
INSERT INTO alias_reports VALUES(11,0,1);
INSERT INTO alias_reports VALUES(12,0,1);
INSERT INTO incidents VALUES(0,'i1','Ilse Marrow and Tobin Hale speak by phone','CONSULT','041','happened','2021-05-02','2021-05-02',NULL,'phone','incident.parties');
INSERT INTO incidents VALUES(1,'i2','Ilse Marrow: her country would reopen the Teller crossing if Osmark withdrew its 400 border …','STATEMENT','010','happened','2021-05-03','2021-05-03',NULL,NULL,'incident.parties');
INSERT INTO incidents VALUES(2,'i3','Tobin Hale denied that there were any guards at the crossing','REJECT','12','happened','2021-05-03','2021-05-03',NULL,NULL,'incident.parties');
INSERT INTO incidents VALUES(3,'i4','Osmark has withdrawn 250 of its border guards','RETREAT','087','happened','2021-05-04','2021-05-04',NULL,NULL,'incident.parties');
INSERT INTO incidents VALUES(4,'i5','The two leaders will meet in Brask on Thursday','CONSULT','040','planned','2021-05-06','2021-05-06',9,'meeting','incident.parties');
INSERT INTO incidents VALUES(5,'i6','Talks on the Teller crossing','CONSULT','046','proposed',NULL,NULL,NULL,NULL,'incident.parties');
INSERT INTO incidents VALUES(6,'i7','Osmark withdrew its 400 border guards','RETREAT','087','conditional',NULL,NULL,NULL,NULL,'incident.parties');
INSERT INTO incident_parties VALUES(0,'actor',0,1);
INSERT INTO incident_parties VALUES(0,'actor',1,3);
INSERT INTO incident_parties VALUES(1,'actor',0,1);
INSERT INTO incident_parties VALUES(2,'actor',0,3);
INSERT INTO incident_parties VALUES(3,'recipient',0,6);
INSERT INTO incident_parties VALUES(4,'actor',0,8);
INSERT INTO incident_parties VALUES(6,'actor',0,2);
INSERT INTO incident_parties VALUES(6,'recipient',0,4);
INSERT INTO incident_history VALUES(0,0,0,'2021-05-03','2021-05-03','happened');
INSERT INTO incident_history VALUES(1,1,0,'2021-05-03','2021-05-03','happened');
INSERT INTO incident_history VALUES(2,2,0,'2021-05-03','2021-05-03','happened');
INSERT INTO incident_history VALUES(3,3,0,'2021-05-04','2021-05-04','happened');
INSERT INTO incident_history VALUES(4,4,0,'2021-05-04','2021-05-04','planned');
INSERT INTO incident_history VALUES(5,5,0,'2021-05-03','2021-05-03','proposed');
INSERT INTO incident_history VALUES(6,6,0,'2021-05-03','2021-05-03','conditional');
INSERT INTO series VALUES(0,'q1','guards','persons');
INSERT INTO points VALUES(0,0,0,400.0,400.0,'exactly',NULL,'2021-05-03','2021-05-03',1);
INSERT INTO points VALUES(1,0,1,250.0,250.0,'exactly',NULL,'2021-05-04','2021-05-04',7);
INSERT INTO points VALUES(2,0,2,300.0,NULL,'at-least',NULL,'2021-05-04','2021-05-04',10);
INSERT INTO conflicts VALUES(0,'k1','figure','how many: guards','dates source','medium','figures differ');
INSERT INTO conflicts VALUES(1,'k2','denial','denied by Tobin Hale: "We will open the gate on Friday, provided that the guards are gone," she said','source','medium','claim and denial');
INSERT INTO sides VALUES(0,0,0,1,0,'its 400 border guards');
INSERT INTO sides VALUES(1,0,1,7,1,'250 of its border guards');
INSERT INTO sides VALUES(2,0,2,10,2,'at least 300 guards');
INSERT INTO sides VALUES(3,1,0,1,0,'"We will open the gate on Friday, provided that the guards are gone," she said');
INSERT INTO sides VALUES(4,1,1,3,1,'Osmark''s president, Tobin Hale, denied that there were any guards at the crossing');
INSERT INTO claims VALUES(0,'p1','her country would reopen the Teller crossing if Osmark withdrew its 400 border guards',1,1,'on-record','say',NULL,'one report');
INSERT INTO claims VALUES(1,'p2','Osmark has withdrawn 250 of its border guards',1,1,'on-record','say',NULL,'one report');
INSERT INTO claims VALUES(2,'p3','denied that there were any guards at the crossing',1,1,'on-record','deny',NULL,'one report');
INSERT INTO claims VALUES(3,'p4','at least 300 guards were still at the Teller crossing',1,1,'anonymous','say',NULL,'one report');
INSERT INTO claims VALUES(4,'p5','"We will open the gate on Friday, provided that the guards are gone,"',1,1,'on-record','say',NULL,'one report');
INSERT INTO holders VALUES(0,0,1);
INSERT INTO holders VALUES(1,0,7);
INSERT INTO holders VALUES(2,0,3);
INSERT INTO holders VALUES(3,0,10);
INSERT INTO holders VALUES(4,0,1);
INSERT INTO timeline VALUES(0,'t1','2021-05-02','2021-05-02','day','Ms Marrow spoke to him by phone for 20 minutes on Sunday.','happened',0);
INSERT INTO timeline VALUES(1,'t2','2021-05-03','2021-05-03','day','The foreign minister of Varland, Ilse Marrow, said on Monday that her country would reopen the Teller crossing if Osmark withdrew its 400 border guards.','happened',1);
INSERT INTO timeline VALUES(2,'t3','2021-05-03','2021-05-03','day','Osmark''s president, Tobin Hale, denied that there were any guards at the crossing.','happened',2);
INSERT INTO timeline VALUES(3,'t4','2021-05-04','2021-05-04','day','Osmark has withdrawn 250 of its border guards, a spokesman for President Hale said on Tuesday, and the rest would leave "in the coming days".','happened',3);
INSERT INTO timeline VALUES(4,'t5','2021-05-04','2021-05-04','day','Officials in Varland said at least 300 guards were still at the Teller crossing.','happened',NULL);
INSERT INTO timeline VALUES(5,'t6','2021-05-06','2021-05-06','day','The two leaders will meet in Brask on Thursday.','planned',4);
INSERT INTO timeline VALUES(6,'t7','2021-05-07','2021-05-07','day','"We will open the gate on Friday,','planned',1);
INSERT INTO questions VALUES(0,'o1','The accounts differ: how many: guards.');
INSERT INTO questions VALUES(1,'o2','The accounts differ: denied by Tobin Hale: "We will open the gate on Friday, provided that the guards are gone," she said.');
INSERT INTO evidence VALUES('claim',0,0,0,106,196,'that her country would reopen the Teller crossing if Osmark withdrew its 400 border guards');
INSERT INTO evidence VALUES('claim',1,0,1,0,45,'Osmark has withdrawn 250 of its border guards');
INSERT INTO evidence VALUES('claim',2,0,0,317,359,'that there were any guards at the crossing');
INSERT INTO evidence VALUES('claim',3,0,1,216,269,'at least 300 guards were still at the Teller crossing');
INSERT INTO evidence VALUES('claim',4,0,0,198,267,'"We will open the gate on Friday, provided that the guards are gone,"');
INSERT INTO evidence VALUES('entity',0,0,0,0,7,'Varland');
INSERT INTO evidence VALUES('entity',0,1,0,69,76,'Varland');
INSERT INTO evidence VALUES('entity',0,2,1,203,210,'Varland');
INSERT INTO evidence VALUES('entity',1,0,0,45,89,'The foreign minister of Varland, Ilse Marrow');
INSERT INTO evidence VALUES('entity',1,1,0,361,370,'Ms Marrow');
INSERT INTO evidence VALUES('entity',2,0,0,159,165,'Osmark');
INSERT INTO evidence VALUES('entity',2,1,0,278,284,'Osmark');
INSERT INTO evidence VALUES('entity',3,0,0,278,308,'Osmark''s president, Tobin Hale');
INSERT INTO evidence VALUES('entity',3,1,1,63,77,'President Hale');
INSERT INTO evidence VALUES('entity',4,0,0,175,196,'its 400 border guards');
INSERT INTO evidence VALUES('entity',5,0,1,0,6,'Osmark');
INSERT INTO evidence VALUES('entity',6,0,1,28,45,'its border guards');
INSERT INTO evidence VALUES('entity',7,0,1,47,58,'a spokesman');
INSERT INTO evidence VALUES('entity',8,0,1,142,157,'The two leaders');
INSERT INTO evidence VALUES('entity',9,0,1,171,176,'Brask');
INSERT INTO evidence VALUES('entity',10,0,1,190,210,'Officials in Varland');
INSERT INTO evidence VALUES('history',0,0,0,371,376,'spoke');
INSERT INTO evidence VALUES('history',1,0,0,91,95,'said');
INSERT INTO evidence VALUES('history',1,1,0,272,276,'said');
INSERT INTO evidence VALUES('history',2,0,0,310,316,'denied');
INSERT INTO evidence VALUES('history',3,0,1,11,20,'withdrawn');
INSERT INTO evidence VALUES('history',4,0,1,163,167,'meet');
INSERT INTO evidence VALUES('history',5,0,0,15,20,'talks');
INSERT INTO evidence VALUES('history',6,0,0,166,174,'withdrew');
INSERT INTO evidence VALUES('incident',0,0,0,371,376,'spoke');
INSERT INTO evidence VALUES('incident',1,0,0,91,95,'said');
INSERT INTO evidence VALUES('incident',1,1,0,272,276,'said');
INSERT INTO evidence VALUES('incident',2,0,0,310,316,'denied');
INSERT INTO evidence VALUES('incident',3,0,1,11,20,'withdrawn');
INSERT INTO evidence VALUES('incident',4,0,1,163,167,'meet');
INSERT INTO evidence VALUES('incident',5,0,0,15,20,'talks');
INSERT INTO evidence VALUES('incident',6,0,0,166,174,'withdrew');
INSERT INTO evidence VALUES('point',0,0,0,175,196,'its 400 border guards');
INSERT INTO evidence VALUES('point',1,0,1,21,45,'250 of its border guards');
INSERT INTO evidence VALUES('point',2,0,1,216,235,'at least 300 guards');
INSERT INTO evidence VALUES('question',0,0,0,175,196,'its 400 border guards');
INSERT INTO evidence VALUES('question',0,1,1,21,45,'250 of its border guards');
INSERT INTO evidence VALUES('question',0,2,1,216,235,'at least 300 guards');
INSERT INTO evidence VALUES('question',1,0,0,198,276,'"We will open the gate on Friday, provided that the guards are gone," she said');
INSERT INTO evidence VALUES('question',1,1,0,278,359,'Osmark''s president, Tobin Hale, denied that there were any guards at the crossing');
INSERT INTO evidence VALUES('side',0,0,0,175,196,'its 400 border guards');
INSERT INTO evidence VALUES('side',1,0,1,21,45,'250 of its border guards');
INSERT INTO evidence VALUES('side',2,0,1,216,235,'at least 300 guards');
INSERT INTO evidence VALUES('side',3,0,0,198,276,'"We will open the gate on Friday, provided that the guards are gone," she said');
INSERT INTO evidence VALUES('side',4,0,0,278,359,'Osmark''s president, Tobin Hale, denied that there were any guards at the crossing');
INSERT INTO evidence VALUES('timeline',0,0,0,361,418,'Ms Marrow spoke to him by phone for 20 minutes on Sunday.');
INSERT INTO evidence VALUES('timeline',1,0,0,45,197,'The foreign minister of Varland, Ilse Marrow, said on Monday that her country would reopen the Teller crossing if Osmark withdrew its 400 border guards.');
INSERT INTO evidence VALUES('timeline',2,0,0,278,360,'Osmark''s president, Tobin Hale, denied that there were any guards at the crossing.');
INSERT INTO evidence VALUES('timeline',3,0,1,0,141,'Osmark has withdrawn 250 of its border guards, a spokesman for President Hale said on Tuesday, and the rest would leave "in the coming days".');
INSERT INTO evidence VALUES('timeline',4,0,1,190,270,'Officials in Varland said at least 300 guards were still at the Teller crossing.');
INSERT INTO evidence VALUES('timeline',5,0,1,142,189,'The two leaders will meet in Brask on Thursday.');
INSERT INTO evidence VALUES('timeline',6,0,0,198,231,'"We will open the gate on Friday,');

INSERT INTO report_search(report_search) VALUES('rebuild');

COMMIT;
