package org.wakebell.people;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.wakebell.platform.web.Refusal;

/** Turns what was typed into facts, or refuses and names the field and the fix. */
final class Checked {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\",;:\\\\]{1,64}@[^\\s@<>\",;:\\\\.]+(\\.[^\\s@<>\",;:\\\\.]+)*");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    static String name(String field, String typed) {
        String name = typed.strip();
        if (name.isEmpty()) {
            throw Refusal.invalid(field, "A name is missing.");
        }
        if (name.length() > 80) {
            throw Refusal.invalid(field, "A name has at most 80 characters; this one has " + name.length() + ".");
        }
        if (name.codePoints().anyMatch(Checked::hidden)) {
            throw Refusal.invalid(field, "A name has no line breaks, control or direction characters.");
        }
        return name;
    }

    /** Control characters, and those that turn the direction of text around (bidi overrides and isolates). */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    static String email(String typed) {
        String email = typed.strip().toLowerCase(Locale.ROOT);
        if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
            throw Refusal.invalid("email", "This is not a mail address. It looks like name@example.org.");
        }
        return email;
    }

    static String phone(String typed) {
        String phone = typed.replaceAll("[\\s().-]", "");
        if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
            throw Refusal.invalid("phone", "Write the number with its country, as in +82 10 1234 5678, or leave it empty.");
        }
        return phone;
    }

    static ZoneId zone(String typed) {
        return Zones.of("zone", typed);
    }

    static LocalTime clock(String field, String typed) {
        try {
            return LocalTime.parse(typed.strip(), CLOCK);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "Write a time of day as 07:00 or 23:30.");
        }
    }

    static void awake(LocalTime wakes, LocalTime sleeps) {
        if (wakes.equals(sleeps)) {
            throw Refusal.invalid("sleeps", "Waking and sleeping at the same minute says nothing. Write the hours of an ordinary day.");
        }
    }

    static Set<Role> roles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw Refusal.invalid("roles", "Choose at least one role; a viewer only sees.");
        }
        return roles;
    }

    static String capability(String field, String typed) {
        String capability = typed.strip().toLowerCase(Locale.ROOT);
        if (!CAPABILITY.matcher(capability).matches()) {
            throw Refusal.invalid(field, "A capability is a short word such as prod-write: lower-case letters, digits, hyphens. Not \"" + typed.strip() + "\".");
        }
        return capability;
    }

    static String language(String typed) {
        if (!typed.equals("en") && !typed.equals("ko")) {
            throw Refusal.invalid("language", "Wakebell speaks en and ko.");
        }
        return typed;
    }

    private Checked() {}
}
