package org.wakebell.platform.vital;

import java.util.function.BooleanSupplier;

/** Whether this server hears the others that share its database. */
public record NodesCheck(BooleanSupplier hears) implements Check {

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public Finding look() {
        return hears.getAsBoolean()
                ? Finding.ready("What changes on other servers is heard at once.").said("platform.finding.nodes.ready")
                : Finding.degraded("This server does not hear the others (LISTEN on PostgreSQL) and looks by itself: orders to bells whose line"
                                + " ends at another server may take 15 s longer. It tries again every few seconds.")
                        .said("platform.finding.nodes.deaf");
    }
}
