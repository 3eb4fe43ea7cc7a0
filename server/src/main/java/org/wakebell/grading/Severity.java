package org.wakebell.grading;

import java.util.Locale;
import java.util.Map;

/**
 * Severity numbers and their names: OpenTelemetry's 1 to 24 in six bands of four (logs data model, "Field:
 * SeverityNumber" and appendix B); 0 is "not given".
 */
public final class Severity {

    public static final int NONE = 0;
    public static final int INFO = 9;
    public static final int WARN = 13;
    public static final int ERROR = 17;
    public static final int FATAL = 21;
    public static final int HIGHEST = 24;

    private static final String[] BANDS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

    /** What libraries write. Syslog's "crit" and "alert" stay below FATAL, as OpenTelemetry has them. */
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("FINEST", 1), Map.entry("VERBOSE", 1), Map.entry("FINER", 5), Map.entry("FINE", 6),
            Map.entry("CONFIG", 7), Map.entry("INFORMATION", 9), Map.entry("INFORMATIONAL", 9), Map.entry("NOTICE", 10),
            Map.entry("WARNING", 13), Map.entry("ERR", 17), Map.entry("SEVERE", 17), Map.entry("CRIT", 18),
            Map.entry("DPANIC", 18), Map.entry("ALERT", 19), Map.entry("PANIC", 19), Map.entry("CRITICAL", 21),
            Map.entry("EMERG", 21), Map.entry("EMERGENCY", 21));

    private Severity() {}

    /** The number of a level as people and libraries write it, in any case; 0 if it is none. */
    public static int number(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        Integer known = WORDS.get(word);
        if (known != null) {
            return known;
        }
        for (int band = 0; band < BANDS.length; band++) {
            if (word.equals(BANDS[band])) {
                return 1 + 4 * band;
            }
            if (word.length() == BANDS[band].length() + 1 && word.startsWith(BANDS[band])) {
                char step = word.charAt(word.length() - 1);
                return step >= '2' && step <= '4' ? step - '0' + 4 * band : NONE;
            }
        }
        return NONE;
    }

    /** FATAL for 21, FATAL2 for 22, "none" for 0. */
    public static String name(int number) {
        if (number < 1 || number > HIGHEST) {
            return "none";
        }
        int step = (number - 1) % 4;
        return BANDS[(number - 1) / 4] + (step == 0 ? "" : String.valueOf(step + 1));
    }
}
