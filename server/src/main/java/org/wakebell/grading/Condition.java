package org.wakebell.grading;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One thing that a rule asks of an event. */
sealed interface Condition {

    boolean holds(Event event);

    /** As in "rule 2: severity FATAL (21) or worse". */
    String words();

    /** A severity that was not given is in no range: a missing level never pages. */
    record SeverityIn(int from, int to) implements Condition {
        @Override
        public boolean holds(Event event) {
            int number = event.severityNumber();
            return number != Severity.NONE && number >= from && number <= to;
        }

        @Override
        public String words() {
            String low = Severity.name(from) + " (" + from + ")";
            if (to >= Severity.HIGHEST) {
                return "severity " + low + " or worse";
            }
            String high = Severity.name(to) + " (" + to + ")";
            if (from <= 1) {
                return "severity " + high + " or milder";
            }
            return from == to ? "severity " + low : "severity " + low + " to " + high;
        }
    }

    /** One of the event's texts, by name. */
    record Text(Field field, Test test) implements Condition {
        @Override
        public boolean holds(Event event) {
            String value = field.of(event);
            return value != null && !value.isEmpty() && test.passes(value);
        }

        @Override
        public String words() {
            return field.words() + " " + test.words();
        }
    }

    /** An event may carry several markers, separated by commas. */
    record Marker(String name) implements Condition {
        @Override
        public boolean holds(Event event) {
            String markers = event.attributes().get("marker");
            if (markers == null) {
                return false;
            }
            if (markers.equalsIgnoreCase(name)) {
                return true;
            }
            return markers.indexOf(',') >= 0
                    && List.of(markers.split(",", -1)).stream().anyMatch(m -> m.strip().equalsIgnoreCase(name));
        }

        @Override
        public String words() {
            return "marker " + name;
        }
    }

    /** For the last line of a source of alerts, where whatever arrives was meant for people. */
    record Always() implements Condition {
        @Override
        public boolean holds(Event event) {
            return true;
        }

        @Override
        public String words() {
            return "always";
        }
    }

    /** Where the text comes from. */
    sealed interface Field {
        @Nullable String of(Event event);

        String words();
    }

    enum Named implements Field {
        LEVEL,
        MESSAGE,
        LOGGER,
        EXCEPTION,
        HOST,
        USER;

        @Override
        public @Nullable String of(Event event) {
            return switch (this) {
                case LEVEL -> event.severityText();
                case MESSAGE -> event.body();
                case LOGGER -> event.logger();
                case EXCEPTION -> event.exceptionType();
                case HOST -> event.host();
                case USER -> event.user();
            };
        }

        @Override
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Attribute(String key) implements Field {
        @Override
        public @Nullable String of(Event event) {
            return event.attributes().get(key);
        }

        @Override
        public String words() {
            return "attribute " + key;
        }
    }

    /** What is asked of a text that is there. */
    sealed interface Test {
        boolean passes(String value);

        String words();
    }

    record Is(Pattern whole) implements Test {
        @Override
        public boolean passes(String value) {
            return whole.matches(value);
        }

        @Override
        public String words() {
            return "is " + whole.written();
        }
    }

    record Like(Pattern part) implements Test {
        @Override
        public boolean passes(String value) {
            return part.found(value);
        }

        @Override
        public String words() {
            return "matches " + part.written();
        }
    }

    record Exists() implements Test {
        @Override
        public boolean passes(String value) {
            return true;
        }

        @Override
        public String words() {
            return "exists";
        }
    }
}
