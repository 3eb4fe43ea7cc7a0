package org.wakebell.grading.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of a stack trace that survives a deploy: types of the chain of exceptions, outermost first, and the top
 * frames of the application's own code from the root cause outwards, as {@code Class.method}. Reads the traces of the
 * JVM, .NET, JavaScript ({@code at …}) and Python ({@code File "…", line 1, in …}).
 */
record Frames(List<String> types, List<String> top) {

    private static final int TOP = 4;
    private static final int CHAIN = 8;
    private static final int LINES = 2_000;

    /** Code that is not the application's own: a bug is seldom there, and its frames change with every upgrade. */
    private static final Set<String> FOREIGN = Set.of(
            "java", "javax", "jdk", "sun", "jakarta", "kotlin", "kotlinx", "scala", "groovy", "clojure", "akka", "play",
            "reactor", "okhttp3", "okio", "retrofit2", "feign", "android", "androidx", "dalvik", "System", "Microsoft",
            "node:internal", "internal",
            "com.sun", "com.zaxxer", "com.mysql", "com.fasterxml", "com.android", "com.zaxxer.hikari", "com.google.common",
            "com.google.inject", "org.springframework", "org.apache", "org.hibernate", "org.eclipse", "org.postgresql",
            "org.sqlite", "org.slf4j", "org.aspectj", "org.junit", "org.jboss", "org.glassfish", "io.netty", "io.reactivex",
            "io.micrometer", "io.opentelemetry", "io.grpc", "io.vertx", "io.quarkus", "io.micronaut", "io.undertow",
            "tools.jackson", "ch.qos", "net.bytebuddy");

    static Frames of(String type, String stack) {
        return new Reading(type, stack).frames();
    }

    static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    static boolean foreign(String frame) {
        for (int dots = 0, i = frame.indexOf('.'); i > 0 && dots < 3; i = frame.indexOf('.', i + 1), dots++) {
            if (FOREIGN.contains(frame.substring(0, i))) {
                return true;
            }
        }
        return frame.contains("node_modules") || frame.contains("site-packages") || frame.contains("/lib/python");
    }

    /** One pass over the lines of a stack trace. */
    private static final class Reading {
        private final List<String> types = new ArrayList<>();
        private final List<List<String>> sections = new ArrayList<>();
        private boolean python;

        Reading(String type, String stack) {
            if (!type.isEmpty()) {
                types.add(type);
            }
            sections.add(new ArrayList<>());
            int start = 0;
            for (int n = 0; start < stack.length() && n < LINES; n++) {
                int end = stack.indexOf('\n', start);
                if (end < 0) {
                    end = stack.length();
                }
                line(stack.substring(start, end).strip());
                start = end + 1;
            }
        }

        private void line(String line) {
            if (line.startsWith("at ")) {
                add(Names.jvm(line.substring(3)));
            } else if (line.startsWith("File \"")) {
                python = true;
                add(Names.python(line));
            } else if (line.startsWith("Caused by: ")) {
                if (sections.size() < CHAIN) {
                    sections.add(new ArrayList<>());
                    types.add(Names.type(line.substring(11)));
                }
            } else if (types.isEmpty() && !line.isEmpty() && Names.looksLikeType(line)) {
                types.add(Names.type(line));
            }
        }

        private void add(String frame) {
            if (!frame.isEmpty()) {
                sections.getLast().add(frame);
            }
        }

        /** The root cause's own frames tell most; what wraps it fills up. Python prints the innermost call last. */
        Frames frames() {
            List<String> own = new ArrayList<>();
            List<String> any = new ArrayList<>();
            for (List<String> section : sections.reversed()) {
                for (String frame : python ? section.reversed() : section) {
                    any.add(frame);
                    if (!foreign(frame) && own.size() < TOP && !own.contains(Names.shown(frame))) {
                        own.add(Names.shown(frame));
                    }
                }
            }
            List<String> top = own.isEmpty() ? any.stream().limit(2).map(Names::shown).toList() : List.copyOf(own);
            return new Frames(List.copyOf(types), top);
        }
    }
}
