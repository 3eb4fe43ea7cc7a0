-- Where events come from: each source has keys of its own, a service and rules.
CREATE TABLE intake_source (
    id text PRIMARY KEY,
    name text NOT NULL,
    service text NOT NULL,
    kind text NOT NULL,
    -- A trusted source opens a 911 without a triager.
    trusted boolean NOT NULL,
    -- JSON: [{"when": "severity >= FATAL", "grade": "911"}, ...], in order.
    rules text NOT NULL,
    rules_version integer NOT NULL,
    -- What it means when the source falls silent.
    silent_grade text NOT NULL,
    created_at bigint NOT NULL
);

-- Keys are shown once and kept as SHA-256. Retired ones stay, so that a refusal can be told to its source.
CREATE TABLE intake_key (
    id text PRIMARY KEY,
    source text NOT NULL,
    hash text NOT NULL,
    prefix text NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    retired_at bigint
);
CREATE UNIQUE INDEX intake_key_hash ON intake_key (hash);
CREATE INDEX intake_key_source ON intake_key (source);

-- One row; every change to sources, keys or rules adds one, in the same commit. Nodes read the rest only when it moved.
CREATE TABLE intake_version (
    id integer PRIMARY KEY,
    version bigint NOT NULL
);
INSERT INTO intake_version (id, version) VALUES (1, 1);

-- Approximate, written every few seconds; the exact counts are with the alerts. The source '' is whoever had no key.
CREATE TABLE intake_seen (
    source text PRIMARY KEY,
    event_at bigint NOT NULL,
    refused_at bigint NOT NULL,
    refused_why text NOT NULL,
    refused_from text NOT NULL
);
CREATE TABLE intake_hour (
    source text NOT NULL,
    hour bigint NOT NULL,
    events bigint NOT NULL,
    refused bigint NOT NULL,
    PRIMARY KEY (source, hour)
);
