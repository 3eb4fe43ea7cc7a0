-- The promise to reach someone: policies, pages and every ring with its reason and its proof.
CREATE TABLE paging_policy (
  id      text    NOT NULL PRIMARY KEY,
  name    text    NOT NULL,
  team    text    NOT NULL,
  steps   text    NOT NULL,
  version integer NOT NULL
);
-- One policy a service; a row with an empty service names whom triage calls of a team go to.
CREATE TABLE paging_assignment (
  service text NOT NULL,
  team    text NOT NULL,
  policy  text NOT NULL,
  PRIMARY KEY (service, team)
);
CREATE TABLE paging_page (
  id           text    NOT NULL PRIMARY KEY,
  subject_kind text    NOT NULL,
  subject_id   text    NOT NULL,
  urgency      text    NOT NULL,
  service      text    NOT NULL,
  persons      text    NOT NULL,
  opened_by    text    NOT NULL,
  why          text    NOT NULL,
  opened       bigint  NOT NULL,
  not_before   bigint  NOT NULL,
  state        text    NOT NULL,
  held         boolean NOT NULL,
  passes       integer NOT NULL,
  next_round   integer NOT NULL,
  next_step    integer NOT NULL,
  next_at      bigint  NOT NULL,
  round_from   bigint  NOT NULL,
  answered_by  text    NOT NULL,
  answered_at  bigint,
  last_act     bigint,
  ended_at     bigint,
  ended_how    text    NOT NULL,
  ended_why    text    NOT NULL
);
CREATE INDEX paging_page_subject ON paging_page (subject_kind, subject_id);
CREATE INDEX paging_page_state ON paging_page (state, opened);
CREATE TABLE paging_ring (
  id       text    NOT NULL PRIMARY KEY,
  page     text    NOT NULL,
  person   text    NOT NULL,
  bell     text    NOT NULL,
  place    text    NOT NULL,
  loud     boolean NOT NULL,
  why      text    NOT NULL,
  decided  bigint  NOT NULL,
  due      bigint  NOT NULL,
  state    text    NOT NULL,
  outcome  text    NOT NULL,
  proof    text    NOT NULL,
  proof_at bigint
);
CREATE INDEX paging_ring_page ON paging_ring (page, decided);
