-- Shifts that change hands: asked for and taken (REQUEST), or simply taken (COVER). asked is empty for anybody able;
-- back_schedule is empty if nothing is given in return. A row changes only from OPEN, once.
CREATE TABLE oncall_swap (
  id            text   NOT NULL PRIMARY KEY,
  kind          text   NOT NULL,
  schedule      text   NOT NULL,
  asker         text   NOT NULL,
  asked         text   NOT NULL,
  starts        bigint NOT NULL,
  ends          bigint NOT NULL,
  back_schedule text   NOT NULL,
  back_starts   bigint NOT NULL,
  back_ends     bigint NOT NULL,
  note          text   NOT NULL,
  state         text   NOT NULL,
  taker         text   NOT NULL,
  made_by       text   NOT NULL,
  made_at       bigint NOT NULL,
  closed_at     bigint
);
CREATE INDEX oncall_swap_state ON oncall_swap (state, starts);
CREATE INDEX oncall_swap_ends ON oncall_swap (ends);
