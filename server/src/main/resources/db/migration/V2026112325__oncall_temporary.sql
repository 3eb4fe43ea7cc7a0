-- For [starts, ends) the layers are silent and these are on call. starts and ends as they were said: local to zone, or
-- an instant with Z. layers is a JSON list of layers, written as in oncall_layer. made orders it among the overrides.
CREATE TABLE oncall_temporary (
  id       text   NOT NULL PRIMARY KEY,
  schedule text   NOT NULL,
  made     bigint NOT NULL,
  name     text   NOT NULL,
  starts   text   NOT NULL,
  ends     text   NOT NULL,
  zone     text   NOT NULL,
  layers   text   NOT NULL,
  made_by  text   NOT NULL,
  made_at  bigint NOT NULL
);
CREATE INDEX oncall_temporary_schedule ON oncall_temporary (schedule, made);
