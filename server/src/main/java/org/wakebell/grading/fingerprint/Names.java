package org.wakebell.grading.fingerprint;

/** Names in stack traces without the parts that a compiler, a proxy or a line number put there. */
final class Names {

    private Names() {}

    /** {@code java.base/java.lang.Thread.run(Thread.java:1474)} is {@code java.lang.Thread.run}; also .NET and JavaScript. */
    static String jvm(String line) {
        String name = line;
        int open = name.indexOf('(');
        int in = name.indexOf(" in ");
        if (open > 0) {
            // JavaScript keeps the file in the parentheses, and it tells whose code it is.
            String inside = name.substring(open + 1);
            name = name.substring(0, open).strip();
            if (inside.startsWith("node:") || inside.contains("node_modules")) {
                name = "node_modules." + name;
            }
        } else if (in > 0) {
            name = name.substring(0, in);
        } else if (name.indexOf(':') > 0) {
            name = (name.startsWith("node:") ? "node_modules." : "") + file(name);
        }
        if (name.startsWith("async ")) {
            name = name.substring(6);
        }
        int module = open > 0 ? name.lastIndexOf('/') : -1;
        // A hidden class is written Name/0x000001: that slash belongs to the class.
        while (module >= 0 && name.startsWith("0x", module + 1)) {
            module = name.lastIndexOf('/', module - 1);
        }
        return clean(name.substring(module + 1));
    }

    /** {@code File "/app/shop/pay.py", line 12, in charge}. */
    static String python(String line) {
        int end = line.indexOf('"', 6);
        int in = line.lastIndexOf(", in ");
        if (end < 0) {
            return "";
        }
        String path = line.substring(6, end);
        String function = in > end ? line.substring(in + 5).strip() : "module";
        return path + ":" + function;
    }

    /** As people read it: a file's folders left out. */
    static String shown(String frame) {
        return frame.substring(frame.lastIndexOf('/') + 1);
    }

    static String type(String header) {
        int colon = header.indexOf(':');
        String type = (colon > 0 ? header.substring(0, colon) : header).strip();
        int space = type.lastIndexOf(' ');
        return clean(space > 0 ? type.substring(space + 1) : type);
    }

    static boolean looksLikeType(String line) {
        String type = type(line);
        return !type.isEmpty()
                && Character.isJavaIdentifierStart(type.charAt(0))
                && (type.indexOf('.') > 0 || type.endsWith("Error") || type.endsWith("Exception"));
    }

    /** Numbers of lambdas, proxies, anonymous classes and generated accessors change with every build. */
    private static String clean(String name) {
        StringBuilder out = new StringBuilder(name.length());
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (name.startsWith("$$", i)) {
                i = afterClass(name, i);
            } else if (name.startsWith("lambda$", i)) {
                i += 7;
            } else if (c == '$' || c == '_' || Character.isDigit(c)) {
                int next = afterNumber(name, i);
                if (next == i) {
                    out.append(c);
                    next = i + 1;
                }
                i = next;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** From {@code $$} to the dot before the method: {@code $$SpringCGLIB$$0}, {@code $$Lambda/0x00007f12}. */
    private static int afterClass(String name, int from) {
        int dot = name.indexOf('.', from);
        return dot < 0 ? name.length() : dot;
    }

    /** {@code $12}, or the digits at the end of a generated name such as {@code GeneratedMethodAccessor12}. */
    private static int afterNumber(String name, int from) {
        int i = from;
        if (name.charAt(i) == '$') {
            i++;
        }
        int digits = i;
        while (i < name.length() && Character.isDigit(name.charAt(i))) {
            i++;
        }
        boolean ends = i == name.length() || name.charAt(i) == '.' || name.charAt(i) == '$';
        boolean generated = from > 0 && (name.charAt(from) == '$' || after(name, from, "Accessor") || after(name, from, "Proxy"));
        return i > digits && ends && generated ? i : from;
    }

    private static boolean after(String name, int at, String word) {
        return at >= word.length() && name.startsWith(word, at - word.length());
    }

    private static String file(String place) {
        String path = place;
        for (int n = 0; n < 2; n++) {
            int colon = path.lastIndexOf(':');
            if (colon > 0 && colon + 1 < path.length() && Character.isDigit(path.charAt(colon + 1))) {
                path = path.substring(0, colon);
            }
        }
        return path;
    }
}
