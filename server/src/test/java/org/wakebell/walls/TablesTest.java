package org.wakebell.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A room's tables are its own: nobody else's SQL names them. */
class TablesTest {

    /** Sessions are Spring's own tables; sign-in reads them to end them. */
    private static final Set<String> FOREIGN = Set.of("SPRING_SESSION", "SPRING_SESSION_ATTRIBUTES", "spring_session");


    static List<Path> sources() {
        return Yard.files("server", "src/main/java", ".java");
    }

    static List<Path> migrations() {
        return Yard.files("server", "src/main/resources/db/migration", ".sql");
    }

    @Test
    void every_room_s_sql_names_its_own_tables_only() {
        assertThat(sources()).isNotEmpty().allSatisfy(source -> assertThat(Sql.statements(Yard.text(source)))
                .allSatisfy(statement -> assertThat(Sql.tables(statement))
                        .as(source + ": " + statement)
                        .allMatch(table -> FOREIGN.contains(table) || table.startsWith(Sql.room(source) + "_"))));
    }

    @Test
    void no_two_migrations_have_one_number() {
        assertThat(migrations())
                .extracting(file -> file.getFileName().toString().substring(0, "V2026112201".length()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void a_migration_makes_and_refers_to_its_own_room_s_tables_only(Path migration) {
        Matcher name = Pattern.compile("V\\d{10}__([a-z]+)(_[a-z_]+)?\\.sql").matcher(migration.getFileName().toString());
        assertThat(name.matches()).as("V<date><nn>__room_what.sql: " + migration).isTrue();
        String sql = Yard.text(migration).replaceAll("--[^\\n]*", "");
        for (String statement : sql.split(";")) {
            assertThat(Sql.tables(statement)).as(statement).allMatch(table -> table.startsWith(name.group(1) + "_"));
        }
        assertThat(sql.toUpperCase()).as("no foreign keys across rooms").doesNotContain("FOREIGN KEY");
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void a_migration_knows_six_types(Path migration) {
        String sql = Yard.text(migration).replaceAll("--[^\\n]*", "");
        assertThat(sql.toLowerCase())
                .doesNotContainPattern("\\s(varchar|char|timestamp|timestamptz|date|time|jsonb?|uuid|serial|bigserial|numeric|real|blob|smallint|int)\\b(?!\\s*\\()");
    }

    @Test
    void the_reader_of_sql_sees_what_it_must_see() {
        String java = """
                class A {
                    void a() {
                        tx.sql(\"""
                                SELECT p.name FROM people_person p JOIN paging_page g ON g.person = p.id
                                WHERE p.at > 1 FOR UPDATE
                                \""");
                        tx.sql("INSERT INTO oncall_layer (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET id = 1");
                        say("Update your settings FROM time to time");
                    }
                }
                """;
        assertThat(Sql.statements(java)).hasSize(2);
        assertThat(Sql.statements(java).stream().flatMap(one -> Sql.tables(one).stream()))
                .containsExactly("paging_page", "people_person", "oncall_layer");
        assertThat(Sql.tables("WITH due AS (SELECT id FROM platform_duty) DELETE FROM triage_alert WHERE id IN (SELECT id FROM due)"))
                .containsExactly("platform_duty", "triage_alert");
        assertThat(Sql.tables("CREATE INDEX x ON bells_order (id)")).containsExactly("bells_order");
        assertThat(Sql.room(Path.of("../server/src/main/java/org/wakebell/people/access/Tokens.java"))).isEqualTo("people");
    }
}
