-- What a review reads: the incidents of a stretch of time.
CREATE INDEX incident_incident_opened ON incident_incident (opened, id);
