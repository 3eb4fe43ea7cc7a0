package org.wakebell.platform.duty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The kinds of duty that this process can do. */
final class Kinds {

    private final Map<String, DutyKind> known = new ConcurrentHashMap<>();
    private volatile String mine = "1 = 0";

    void add(DutyKind kind) {
        if (known.put(kind.name(), kind) != null) {
            throw new IllegalStateException("two kinds of duty named " + kind.name());
        }
        mine = known.values().stream()
                .map(k -> "(kind = '" + k.name().replace("'", "''") + "' AND version <= " + k.version() + ")")
                .sorted()
                .collect(Collectors.joining(" OR "));
    }

    /** A condition of SQL: the rows that may be claimed here. */
    String mine() {
        return mine;
    }

    boolean know(Duty.Owed owed) {
        DutyKind kind = known.get(owed.kind());
        return kind != null && owed.version() <= kind.version();
    }

    DutyKind of(Duty duty) {
        DutyKind kind = known.get(duty.kind());
        if (kind == null) {
            throw new IllegalStateException("no kind of duty named " + duty.kind());
        }
        return kind;
    }
}
