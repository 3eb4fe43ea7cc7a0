package org.wakebell.bells;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakebell.drivers.Health;
import org.wakebell.people.People;
import org.wakebell.people.Person;
import org.wakebell.people.Watcher;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.db.Tx;
import org.wakebell.platform.secret.Sealer;
import org.wakebell.platform.secret.Secret;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The SQL of {@code bells_bell}, and the bells that need no row: the mail of every person, and the address of the watcher
 * outside. Joins the caller's transaction.
 */
final class BellRows {

    /** The row that holds what the mail server's last check said. */
    static final String MAIL_SERVER = "mail";

    /** How a proof begins that is none: the last call was refused. */
    static final String REFUSED = "REFUSED: ";

    private static final String MAIL_OF = "mail:";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> CONFIG = new TypeReference<>() {};

    /** A bell and what is known of it. */
    record Row(Installed bell, String state, String health, @Nullable Instant checked, String proof, @Nullable Instant proofAt) {}

    private final Tx tx;
    private final Sealer sealer;
    private final People people;
    private final @Nullable MailSettings mail;
    private final @Nullable PulseSettings pulse;

    BellRows(Tx tx, Sealer sealer, People people, @Nullable MailSettings mail, @Nullable PulseSettings pulse) {
        this.tx = tx;
        this.sealer = sealer;
        this.people = people;
        this.mail = mail;
        this.pulse = pulse;
    }

    Optional<Row> find(String id) {
        if (id.equals(Watcher.ID)) {
            return watcher();
        }
        return id.startsWith(MAIL_OF) ? people.person(id.substring(MAIL_OF.length())).flatMap(this::mailOf) : stored(id);
    }

    Optional<Row> stored(String id) {
        return tx.sql("SELECT * FROM bells_bell WHERE id = ?").params(id).query(this::row).optional();
    }

    /** Gentle ones first. */
    List<Row> of(String owner) {
        if (owner.equals(Watcher.ID)) {
            return watcher().stream().toList();
        }
        List<Row> own = tx.sql("SELECT * FROM bells_bell WHERE owner = ? ORDER BY label, id")
                .params(owner)
                .query(this::row)
                .list();
        return java.util.stream.Stream.concat(people.person(owner).flatMap(this::mailOf).stream(), own.stream()).toList();
    }

    List<Row> behind(String agent) {
        return tx.sql("SELECT * FROM bells_bell WHERE agent = ? AND agent <> '' ORDER BY label, id")
                .params(agent)
                .query(this::row)
                .list();
    }

    /** Every bell with an owner. */
    List<Row> all() {
        return tx.sql("SELECT * FROM bells_bell WHERE owner <> '' ORDER BY owner, label, id").query(this::row).list();
    }

    /** What the mail server carries for a person; nothing without a mail server or an address. */
    private Optional<Row> mailOf(Person person) {
        if (mail == null || person.email().isEmpty()) {
            return Optional.empty();
        }
        Installed bell = new Installed(
                MAIL_OF + person.id(),
                person.id(),
                Kind.MAIL.text(),
                "e-mail",
                "",
                with(mail.config(), person.email()),
                mail.password(),
                100,
                true);
        Row server = stored(MAIL_SERVER).orElse(null);
        return Optional.of(
                server == null
                        ? new Row(bell, "", "", null, "", null)
                        : new Row(bell, server.state, server.health, server.checked, "", null));
    }

    /** Counts as working whatever it said last: a beat is always tried. */
    private Optional<Row> watcher() {
        return pulse == null ? Optional.empty() : Optional.of(new Row(pulse.bell(), "", "", null, "", null));
    }

    /** The row that holds what the watcher outside said last; its address is not in it. */
    void keepWatcher(Instant now) {
        insert(new Installed(Watcher.ID, "", Kind.WEBHOOK.text(), "", "", Map.of(), new Secret(""), 100, true), now);
    }

    private static Map<String, String> with(Map<String, String> config, String to) {
        Map<String, String> all = new java.util.HashMap<>(config);
        all.put("to", to);
        return all;
    }

    /** The mail server as a bell that reaches nobody: only its check is asked. */
    Optional<Installed> mailServer() {
        return mail == null
                ? Optional.empty()
                : Optional.of(new Installed(
                        MAIL_SERVER, "", Kind.MAIL.text(), "mail server", "", with(mail.config(), mail.from()),
                        mail.password(), 100, true));
    }

    /** False if there is a bell with this id already. */
    boolean insert(Installed bell, Instant now) {
        return tx.sql("""
                        INSERT INTO bells_bell
                          (id, owner, kind, label, config, secret, agent, maximum, switched, state, health, proof, created)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?)
                        ON CONFLICT (id) DO NOTHING
                        """)
                        .params(
                                bell.id(),
                                bell.owner(),
                                bell.kind(),
                                bell.label(),
                                JSON.writeValueAsString(bell.config()),
                                seal(bell.id(), bell.secret()),
                                bell.agent(),
                                bell.maximum(),
                                bell.on(),
                                Micros.of(now))
                        .update()
                == 1;
    }

    void update(Installed bell) {
        tx.sql("""
                UPDATE bells_bell SET label = ?, config = ?, secret = ?, agent = ?, maximum = ?, switched = ? WHERE id = ?
                """)
                .params(
                        bell.label(),
                        JSON.writeValueAsString(bell.config()),
                        seal(bell.id(), bell.secret()),
                        bell.agent(),
                        bell.maximum(),
                        bell.on(),
                        bell.id())
                .update();
    }

    void delete(String id) {
        tx.sql("DELETE FROM bells_bell WHERE id = ?").params(id).update();
    }

    /** True if the bell works now and did not before, or the other way round. */
    boolean checked(String id, Health health) {
        String before = tx.sql("SELECT state FROM bells_bell WHERE id = ?").params(id).query(String.class).optional().orElse("");
        tx.sql("UPDATE bells_bell SET state = ?, health = ?, checked_at = ? WHERE id = ?")
                .params(health.state().name(), health.why(), Micros.of(health.at()), id)
                .update();
        return !before.equals(health.state().name());
    }

    /** The MAC that a siren had at its first good check is the one it must have from then on. */
    void pin(Installed bell, Health health) {
        String mac = health.facts().getOrDefault("mac", "");
        if (bell.kind().equals(Kind.DLINK.text()) && !mac.isEmpty() && bell.config().getOrDefault("mac", "").isEmpty()) {
            Map<String, String> config = new java.util.HashMap<>(bell.config());
            config.put("mac", mac);
            tx.sql("UPDATE bells_bell SET config = ? WHERE id = ? AND config = ?")
                    .params(JSON.writeValueAsString(config), bell.id(), JSON.writeValueAsString(bell.config()))
                    .update();
        }
    }

    void proof(String id, String proof, Instant at) {
        tx.sql("UPDATE bells_bell SET proof = ?, proof_at = ? WHERE id = ?").params(proof, Micros.of(at), id).update();
    }

    private String seal(String id, Secret secret) {
        return secret.reveal().isEmpty() ? "" : sealer.seal(secret, context(id));
    }

    private static String context(String id) {
        return "bells_bell " + id;
    }

    private Row row(ResultSet row, int n) throws SQLException {
        String id = row.getString("id");
        String sealed = row.getString("secret");
        Installed bell = new Installed(
                id,
                row.getString("owner"),
                row.getString("kind"),
                row.getString("label"),
                row.getString("agent"),
                new java.util.TreeMap<>(JSON.readValue(row.getString("config"), CONFIG)),
                sealed.isEmpty() ? new Secret("") : sealer.open(sealed, context(id)),
                row.getInt("maximum"),
                row.getBoolean("switched"));
        return new Row(
                bell,
                row.getString("state"),
                row.getString("health"),
                Micros.nullable(row, "checked_at"),
                row.getString("proof"),
                Micros.nullable(row, "proof_at"));
    }
}
