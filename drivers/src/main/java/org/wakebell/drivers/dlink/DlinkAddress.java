package org.wakebell.drivers.dlink;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a siren is on the home network. Prints as {@code host} or {@code host:port}. */
public record DlinkAddress(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)\\.?(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    public static DlinkAddress parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "the siren's address is like 192.168.0.60, or 192.168.0.60:80, without http://");
        }
        int port = form.group(2) == null ? 80 : Integer.parseInt(form.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
        return new DlinkAddress(form.group(1), port);
    }

    @Override
    public String toString() {
        return port == 80 ? host : host + ":" + port;
    }
}
