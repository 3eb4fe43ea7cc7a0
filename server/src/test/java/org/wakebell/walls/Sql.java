package org.wakebell.walls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SQL out of Java sources and migrations: which tables a text touches. */
final class Sql {

    private static final Pattern BLOCK = Pattern.compile("\"\"\"\\s*\\R(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern STATEMENT = Pattern.compile(
            "^\\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP)\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOUCHED = Pattern.compile(
            "\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:ONLY\\s+)?([A-Za-z_][A-Za-z0-9_]*)(?=[\\s(),;]|$)");
    private static final Pattern NAMED_QUERY = Pattern.compile("\\b([a-z_]+)\\s*(?:\\([^()]*\\))?\\s+AS\\s*(?:MATERIALIZED\\s*)?\\(");
    private static final Set<String> NO_TABLES = Set.of("SET", "DELETE", "SELECT", "CONFLICT", "LATERAL", "VALUES", "NOTHING", "NOT");

    /** The SQL statements of a Java source: text blocks, and what remains of string literals. */
    static List<String> statements(String java) {
        List<String> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(java);
        while (blocks.find()) {
            keep(blocks.group(1), found);
        }
        Matcher literals = LITERAL.matcher(BLOCK.matcher(java).replaceAll(""));
        while (literals.find()) {
            keep(literals.group(1), found);
        }
        return found;
    }

    private static void keep(String text, List<String> found) {
        // SQL in this house writes its keywords in capitals; prose that begins with "Update" does not.
        if (STATEMENT.matcher(text).find() && text.strip().substring(0, 4).equals(text.strip().substring(0, 4).toUpperCase())) {
            found.add(text);
        }
    }

    /** Tables and views that a statement names, without the queries it names itself. */
    static Set<String> tables(String sql) {
        String bare = sql.replaceAll("'[^']*'", "''").replaceAll("--[^\\n]*", "");
        Set<String> own = new TreeSet<>();
        Matcher named = NAMED_QUERY.matcher(bare);
        while (named.find()) {
            own.add(named.group(1));
        }
        Set<String> tables = new TreeSet<>();
        Matcher touched = TOUCHED.matcher(bare);
        while (touched.find()) {
            String name = touched.group(1);
            boolean joined = touched.group().startsWith("ON") && !bare.stripLeading().startsWith("CREATE");
            if (!joined && !own.contains(name) && !NO_TABLES.contains(name.toUpperCase())) {
                tables.add(name);
            }
        }
        return tables;
    }

    /** The room a source belongs to: {@code people} for {@code org/wakebell/people/access/Tokens.java}. */
    static String room(Path source) {
        String path = source.toString().replace('\\', '/');
        String inside = path.substring(path.indexOf("org/wakebell/") + "org/wakebell/".length());
        return inside.contains("/") ? inside.substring(0, inside.indexOf('/')) : "";
    }

    private Sql() {}
}
