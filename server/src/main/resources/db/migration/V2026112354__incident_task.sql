-- A 912: when it is due (empty: it is a 911), for whom that was reckoned, and the 911 that it rose to.
ALTER TABLE incident_incident ADD COLUMN due bigint;
ALTER TABLE incident_incident ADD COLUMN due_for text NOT NULL DEFAULT '';
ALTER TABLE incident_incident ADD COLUMN rose text NOT NULL DEFAULT '';
CREATE INDEX incident_incident_origin ON incident_incident (origin) WHERE due IS NOT NULL;
CREATE INDEX incident_incident_rose ON incident_incident (rose) WHERE rose <> '';
