package org.wakebell.bells.agent;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A home agent as screens show it.
 *
 * @param address where it dials from
 * @param zone as its machine is set; empty until it has connected
 * @param clockOff its wall clock minus ours, as of its last greeting
 * @param seen last message; null if it never connected
 * @param since begin of the present or last connection
 * @param looked when it last looked around on its network; null if never
 * @param connected a line stands right now, here or at another node
 */
public record AgentFact(
        String id,
        String owner,
        String name,
        String program,
        String address,
        String zone,
        int offsetSeconds,
        Duration clockOff,
        Instant paired,
        @Nullable Instant seen,
        @Nullable Instant since,
        @Nullable Instant looked,
        boolean connected) {}
