package org.wakebell.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;

@NullMarked
class KeptTest {

    private static final String INSERT = "INSERT INTO lamp (name) VALUES (?)";
    private static final String NAMES = "SELECT name FROM lamp ORDER BY name";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What SQLite itself was asked to prepare. */
    private final List<String> prepared = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = new Kept(new Counting()).getConnection();
        connection.createStatement().execute("CREATE TABLE lamp (name text PRIMARY KEY)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void the_same_text_is_prepared_once_and_brings_nothing_of_who_had_it_before() throws SQLException {
        insert("kitchen");
        insert("hall");
        assertThat(prepared).containsExactly(INSERT);
        try (PreparedStatement third = connection.prepareStatement("INSERT INTO lamp (name) SELECT ? WHERE ? IS NOT NULL")) {
            third.setString(1, "cellar");
            third.setString(2, "yes");
            third.executeUpdate();
        }
        try (PreparedStatement fourth = connection.prepareStatement("INSERT INTO lamp (name) SELECT ? WHERE ? IS NOT NULL")) {
            fourth.setString(1, "attic");
            fourth.executeUpdate();
        }
        assertThat(names()).as("no value is left of who had it before").containsExactly("cellar", "hall", "kitchen");
    }

    @Test
    void two_borrowers_of_one_text_have_a_statement_each() throws SQLException {
        insert("kitchen");
        try (PreparedStatement one = connection.prepareStatement(NAMES);
                PreparedStatement two = connection.prepareStatement(NAMES);
                ResultSet first = one.executeQuery();
                ResultSet second = two.executeQuery()) {
            assertThat(first.next()).isTrue();
            assertThat(second.next()).isTrue();
        }
        assertThat(names()).containsExactly("kitchen");
        assertThat(prepared).containsExactly(INSERT, NAMES, NAMES);
    }

    @Test
    void what_failed_is_not_lent_again() throws SQLException {
        insert("kitchen");
        assertThatThrownBy(() -> insert("kitchen")).isInstanceOf(SQLException.class);
        insert("hall");
        assertThat(prepared).containsExactly(INSERT, INSERT);
        assertThat(names()).containsExactly("hall", "kitchen");
    }

    @Test
    void rows_that_nobody_read_to_the_end_hold_no_lock() throws SQLException {
        insert("hall");
        insert("kitchen");
        try (PreparedStatement some = connection.prepareStatement(NAMES)) {
            some.executeQuery().next();
        }
        try (Connection other = DriverManager.getConnection(url())) {
            // Whoever still reads would hold a shared lock (sqlite.org/lockingv3.html), and this would be refused.
            other.createStatement().execute("DROP TABLE lamp");
        }
    }

    @Test
    void a_closed_statement_stays_closed_for_who_closed_it() throws SQLException {
        PreparedStatement mine = connection.prepareStatement(NAMES);
        mine.close();
        PreparedStatement yours = connection.prepareStatement(NAMES);
        mine.close();
        assertThat(mine.isClosed()).isTrue();
        assertThatThrownBy(mine::executeQuery).isInstanceOf(SQLException.class).hasMessageContaining("closed");
        assertThat(yours.executeQuery().next()).isFalse();
        yours.close();
    }

    @Test
    void a_table_that_changed_meanwhile_is_seen() throws SQLException {
        insert("kitchen");
        assertThat(names()).containsExactly("kitchen");
        connection.createStatement().execute("ALTER TABLE lamp ADD COLUMN lit integer NOT NULL DEFAULT 0");
        insert("hall");
        assertThat(names()).containsExactly("hall", "kitchen");
    }

    @Test
    void it_keeps_so_many_and_no_more() throws SQLException {
        for (int i = 0; i < 250; i++) {
            try (PreparedStatement one = connection.prepareStatement("SELECT " + i)) {
                assertThat(one.executeQuery().next()).isTrue();
            }
        }
        prepared.clear();
        connection.prepareStatement("SELECT 249").close();
        connection.prepareStatement("SELECT 0").close();
        assertThat(prepared).containsExactly("SELECT 0");
    }

    private void insert(String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NAMES);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("lamps.db");
    }

    private final class Counting extends AbstractDataSource {
        @Override
        public Connection getConnection() throws SQLException {
            Connection real = DriverManager.getConnection(url());
            return (Connection) Proxy.newProxyInstance(
                    KeptTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, with) -> {
                        if (method.getName().equals("prepareStatement")) {
                            prepared.add((String) with[0]);
                        }
                        try {
                            return method.invoke(real, with);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
