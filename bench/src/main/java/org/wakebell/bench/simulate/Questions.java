package org.wakebell.bench.simulate;

/** What the judge asks the tables. */
final class Questions {

    static final String PAGES = """
            SELECT id, state, held, next_round, next_step, answered_by, ended_how FROM paging_page
            WHERE urgency = 'WAKE' ORDER BY id
            """;

    /**
     * What must be a row, because nothing else would remember it: a ringing page's next step, a ring that was decided, a
     * siren that is kept sounding, the wake check of whoever answered or works on it, in time, and the next change of shift.
     */
    static final String FORGOTTEN = """
            SELECT 'it rings, and its next step is not owed', p.id FROM paging_page p
            WHERE p.urgency = 'WAKE' AND p.state = 'RINGING' AND NOT EXISTS (
              SELECT 1 FROM platform_duty d WHERE d.kind = 'paging.step' AND d.dkey = p.id AND d.parked_why IS NULL)
            UNION ALL
            SELECT 'a ring is owed, and no duty does it', r.id FROM paging_page p JOIN paging_ring r ON r.page = p.id
            WHERE p.urgency = 'WAKE' AND p.state = 'RINGING' AND r.state = 'OWED' AND r.place GLOB '[0-9]*' AND NOT EXISTS (
              SELECT 1 FROM platform_duty d WHERE d.kind = 'paging.ring' AND d.dkey = r.id AND d.parked_why IS NULL)
            UNION ALL
            SELECT 'a siren sounds, and nobody keeps it sounding', r.id FROM paging_page p JOIN paging_ring r ON r.page = p.id
            WHERE p.urgency = 'WAKE' AND p.state = 'RINGING' AND r.state = 'RUNG' AND r.loud AND NOT EXISTS (
              SELECT 1 FROM platform_duty d WHERE d.kind IN ('paging.ring', 'bells.renew') AND d.dkey IN (r.id, r.joins) AND d.parked_why IS NULL)
            UNION ALL
            SELECT 'somebody is up, and is not asked again in time', p.id FROM paging_page p
            WHERE p.urgency = 'WAKE' AND p.state IN ('ANSWERED', 'OWNED') AND NOT EXISTS (
              SELECT 1 FROM platform_duty d WHERE d.kind = 'paging.watch' AND d.dkey = p.id AND d.parked_why IS NULL
                AND d.due <= p.last_act + 1000000 * CASE WHEN p.state = 'OWNED' THEN 2040 ELSE 540 END)
            UNION ALL
            SELECT 'it is open, and the next change of shift is not owed', p.id FROM paging_page p
            WHERE p.urgency = 'WAKE' AND p.state <> 'ENDED' AND NOT EXISTS (
              SELECT 1 FROM platform_duty d WHERE d.kind = 'paging.handoff' AND d.dkey = p.id AND d.parked_why IS NULL)
            UNION ALL
            SELECT 'a duty was parked, ' || kind || ': ' || parked_why, dkey FROM platform_duty
            WHERE parked_why IS NOT NULL AND parked_why NOT LIKE 'finished before%'
            """;

    /** A bell of the step at this place that rings or will. A pattern in LIKE would have it planned anew for every place. */
    static final String HOPE = """
            SELECT 1 FROM paging_ring WHERE page = ? AND (place = ? OR place >= ? AND place < ?) AND state IN ('OWED', 'RUNG') LIMIT 1
            """;

    static final String AT_PLACE = "SELECT person, decided FROM paging_ring WHERE page = ? AND place = ?";

    static final String HEARD = """
            SELECT 1 FROM paging_ring WHERE page = ? AND person = ? AND decided <= ? AND state <> 'QUIET' LIMIT 1
            """;

    /** They ring, or a bell of theirs that cannot ring is still tried. */
    static final String LIVE = """
            SELECT 1 FROM paging_ring r WHERE page = ? AND person = ? AND (state IN ('OWED', 'RUNG')
              OR state = 'FAILED' AND EXISTS (SELECT 1 FROM platform_duty d WHERE d.kind = 'bells.renew' AND d.dkey = r.id)) LIMIT 1
            """;

    static final String NEW_RINGS = """
            SELECT r.id, r.page, r.person, r.bell, r.place, r.loud, r.decided, r.rowid FROM paging_ring r
            WHERE r.rowid > ? AND r.place GLOB '[0-9]*' ORDER BY r.rowid
            """;

    static final String TWICE = """
            SELECT count(*) FROM paging_ring r WHERE page = ? AND bell = ? AND loud AND (state IN ('OWED', 'RUNG')
              OR state = 'FAILED' AND EXISTS (SELECT 1 FROM platform_duty d WHERE d.kind = 'bells.renew' AND d.dkey = r.id))
            """;

    static final String LATE = """
            SELECT kind, dkey, due FROM platform_duty
            WHERE due < ? AND parked_why IS NULL AND (kind LIKE 'paging.%' OR kind IN ('triage.verdict', 'bells.renew'))
            ORDER BY due LIMIT 1
            """;

    /** What a siren should play: also what could not ring before, for it is tried again until it is too late. */
    static final String SHOULD_SOUND = """
            SELECT CASE WHEN r.joins = '' THEN r.id ELSE r.joins END, r.bell FROM paging_ring r JOIN paging_page p ON p.id = r.page
            WHERE p.urgency = 'WAKE' AND p.state = 'RINGING' AND NOT p.held AND r.loud AND r.due < ?
              AND (r.state = 'RUNG' OR r.state = 'FAILED' AND r.due > ? AND EXISTS (
                SELECT 1 FROM bells_order o WHERE o.rkey = r.id AND o.hushed_at IS NULL))
            """;

    static final String PAGED = """
            SELECT i.page FROM triage_alert a JOIN triage_episode e ON e.alert = a.id
            JOIN incident_incident i ON i.id = e.incident
            WHERE a.source = ? AND a.fingerprint = ? AND i.page <> '' LIMIT 1
            """;

    private Questions() {}
}
