package org.wakebell.bells.agent;

import org.jspecify.annotations.Nullable;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import org.wakebell.wire.Keys;

/** The key pair by which agents know this installation; made once, the same on all nodes, its private half sealed. */
final class ServerKey {

    private static final String CONTEXT = "bells_agent_key server";

    private final Tx tx;
    private final Sealer sealer;
    private volatile @Nullable Keys keys;

    ServerKey(Tx tx, Sealer sealer) {
        this.tx = tx;
        this.sealer = sealer;
    }

    /** Never call it inside a transaction that only reads: the first call writes. */
    Keys keys() {
        Keys known = keys;
        return known != null ? known : load();
    }

    private Keys load() {
        Keys fresh = Keys.fresh();
        Keys loaded = tx.write(() -> {
            tx.sql("INSERT INTO bells_agent_key (id, public_key, sealed) VALUES ('server', ?, ?) ON CONFLICT (id) DO NOTHING")
                    .params(fresh.publicKey(), sealer.seal(new Secret(fresh.privateKey()), CONTEXT))
                    .update();
            return tx.sql("SELECT public_key, sealed FROM bells_agent_key WHERE id = 'server'")
                    .query((row, i) -> Keys.of(
                            row.getString("public_key"), sealer.open(row.getString("sealed"), CONTEXT).reveal()))
                    .single();
        });
        keys = loaded;
        return loaded;
    }
}
