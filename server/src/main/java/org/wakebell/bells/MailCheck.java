package org.wakebell.bells;

import org.wakebell.platform.db.Tx;
import org.wakebell.platform.vital.Check;

/** Whether mail would leave: what the mail server said when it was last asked, at most five minutes ago. */
record MailCheck(Tx tx, BellRows rows) implements Check {

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Finding look() {
        Installed server = rows.mailServer().orElse(null);
        if (server == null) {
            return Finding.ready("No mail server is set, so nobody gets mail; mail.host in wakebell.yml names one.").said("bells.finding.mail.none");
        }
        String host = server.config().getOrDefault("host", "");
        BellRows.Row row = tx.read(() -> rows.stored(BellRows.MAIL_SERVER)).orElse(null);
        return row == null || !row.state().equals("NOT_READY")
                ? Finding.ready("Mail leaves by " + host + ".").said("bells.finding.mail.ready", host)
                : Finding.degraded("No mail leaves: " + row.health() + " Triagers who are told by mail alone hear of nothing. Look at the mail server"
                                + " and at mail in wakebell.yml.")
                        .said("bells.finding.mail.bad", row.health());
    }
}
