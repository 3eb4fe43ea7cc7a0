package org.wakebell.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.grading.BadRule;
import org.wakebell.grading.Grade;
import org.wakebell.grading.Grader;
import org.wakebell.grading.Rule;
import org.wakebell.grading.Rules;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.duty.Loop;
import org.wakebell.platform.secret.Tokens;

/**
 * Who may send, in memory: sources, keys and compiled rules of one version of the tables. A request asks no query;
 * a change made here is seen at once, one made on another node within a second.
 */
public final class Senders implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private record Key(String id, String source, String prefix, boolean retired) {}

    private record Known(long version, Map<String, Sender> byHash, Map<String, Key> keys, Map<String, Key> byPrefix) {}

    private final Tx tx;
    private volatile Known known = new Known(-1, Map.of(), Map.of(), Map.of());

    Senders(Tx tx) {
        this.tx = tx;
    }

    /** The holder of an active key, or null. */
    public @Nullable Sender with(String key) {
        Known now = known.version < 0 ? refresh() : known;
        return now.byHash.get(Tokens.hash(key));
    }

    /** Whose key this may have been, told by a retired key or its first characters; empty if nobody's. */
    String formerly(String key) {
        Key retired = known.keys.get(Tokens.hash(key));
        if (retired != null) {
            return retired.source;
        }
        Key like = key.length() > Sources.PREFIX ? known.byPrefix.get(key.substring(0, Sources.PREFIX)) : null;
        return like == null ? "" : like.source;
    }

    @Override
    public String name() {
        return "intake senders";
    }

    @Override
    public boolean step() {
        refresh();
        return false;
    }

    @Override
    public Duration rest() {
        return Duration.ofSeconds(1);
    }

    synchronized Known refresh() {
        Known next = tx.read(() -> {
            long version = tx.sql("SELECT version FROM intake_version WHERE id = 1").query(Long.class).single();
            return version == known.version ? known : load(version);
        });
        known = next;
        return next;
    }

    private Known load(long version) {
        Map<String, Source> sources = new HashMap<>();
        Map<String, Grader> graders = new HashMap<>();
        for (Source source : SourceRows.all(tx)) {
            sources.put(source.id(), source);
            graders.put(source.id(), new Grader(source.id(), compiled(source)));
        }
        Map<String, Sender> byHash = new HashMap<>();
        Map<String, Key> keys = new HashMap<>();
        Map<String, Key> byPrefix = new HashMap<>();
        tx.sql("SELECT id, source, hash, prefix, retired_at FROM intake_key ORDER BY id").query(row -> {
            Key key = new Key(row.getString(1), row.getString(2), row.getString(4), Micros.nullable(row, "retired_at") != null);
            Source source = sources.get(key.source);
            Grader grader = graders.get(key.source);
            if (source != null && grader != null) {
                keys.put(row.getString(3), key);
                byPrefix.put(key.prefix, key);
                if (!key.retired) {
                    byHash.put(row.getString(3), new Sender(source, grader, key.id));
                }
            }
        });
        return new Known(version, Map.copyOf(byHash), Map.copyOf(keys), Map.copyOf(byPrefix));
    }

    /** Rules written by a newer version may not be readable here: its events are shown, and none is dropped. */
    private static Rules compiled(Source source) {
        try {
            return Rules.compile(source.rules());
        } catch (BadRule e) {
            LOG.error("source {}: {}; until that is mended its events are graded notice", source.name(), e.message());
            return Rules.compile(List.of(new Rule("always", Grade.NOTICE)));
        }
    }
}
