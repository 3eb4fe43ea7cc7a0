package org.wakebell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class SettingsTest {

    static final Path REFERENCE = Path.of("..", "wakebell.yml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    Settings with(String yaml, Map<String, String> environment) {
        try {
            Path file = Files.writeString(folder.resolve("wakebell.yml"), yaml);
            return Settings.load(List.of("--config", file.toString()), environment);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String refusal(String yaml, Map<String, String> environment) {
        SettingsRefused refused = catchThrowableOfType(SettingsRefused.class, () -> with(yaml, environment));
        assertThat(refused).as("these settings must be refused: %s %s", yaml, environment).isNotNull();
        return String.valueOf(refused.getMessage());
    }

    @Test
    void with_nothing_said_it_listens_on_this_machine_and_keeps_its_data_in_a_folder() {
        Settings settings = with("", Map.of());
        assertThat(settings.server()).isEqualTo(new Settings.Server("127.0.0.1", 8080, null, false));
        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.masterKey()).isNull();
        assertThat(settings.database()).isNull();
        assertThat(settings.mail()).isNull();
    }

    @Test
    void the_commented_file_has_every_key_with_its_default() {
        SettingsValues values = new SettingsValues(SettingsFile.read(REFERENCE), Map.of());
        assertThat(Settings.read(values)).isEqualTo(with("", Map.of()));
        assertThat(SettingsFile.read(REFERENCE).keySet()).isEqualTo(values.known());
    }

    @Test
    void hosts_that_may_be_called_are_named_one_by_one() {
        assertThat(with("", Map.of()).allow()).isEmpty();
        assertThat(with("outbound:\n  allow: Hooks.lan, 192.168.0.9:8123,[fd00::1]:8443\n", Map.of()).allow())
                .containsExactlyInAnyOrder("hooks.lan", "192.168.0.9:8123", "[fd00::1]:8443");
        assertThat(refusal("", Map.of("WAKEBELL_OUTBOUND_ALLOW", "http://hooks.lan/x")))
                .contains("WAKEBELL_OUTBOUND_ALLOW", "hosts such as hooks.lan");
    }

    @Test
    void the_pulse_goes_to_an_address_that_is_never_printed() {
        assertThat(with("", Map.of()).pulse()).isNull();
        Settings settings = with("pulse: {url: 'https://hc-ping.com/5a7c', every: 120, sends: get}", Map.of());
        Settings.Pulse pulse = Objects.requireNonNull(settings.pulse());
        assertThat(pulse.url().reveal()).isEqualTo("https://hc-ping.com/5a7c");
        assertThat(pulse.every()).isEqualTo(Duration.ofMinutes(2));
        assertThat(pulse.sends()).isEqualTo(Settings.Sends.GET);
        assertThat(settings.toString()).doesNotContain("5a7c");
        assertThat(Objects.requireNonNull(with("", Map.of("WAKEBELL_PULSE_URL", "https://hc-ping.com/5a7c")).pulse()).every())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_pulse_that_could_not_go_out_is_refused_with_the_fix_and_without_its_address() {
        for (String url : List.of("hc-ping.com/5a7c", "https://u:p@hc-ping.com/5a7c", "ftp://hc-ping.com/5a7c")) {
            assertThat(refusal("pulse: {url: '" + url + "'}", Map.of()))
                    .contains("pulse.url is the whole address that your watcher gave you", "it is ••••")
                    .doesNotContain("5a7c");
        }
        for (String url : List.of("http://hc-ping.com/5a7c", "https://10.0.0.7/5a7c", "https://hc-ping.com:22/5a7c")) {
            assertThat(refusal("pulse: {url: '" + url + "'}", Map.of())).contains("pulse.url cannot be called", "outbound.allow").doesNotContain("5a7c");
        }
        assertThat(with("{pulse: {url: 'http://kuma.lan:3001/api/push/5a7c'}, outbound: {allow: kuma.lan}}", Map.of()).pulse()).isNotNull();
        assertThat(refusal("pulse: {every: 5, sends: put, signing-key: whsec_x}", Map.of()))
                .contains("pulse.every is a whole number from 30 to 3600", "pulse.sends is one of [post, get, json]", "pulse.signing-key is whsec_")
                .doesNotContain("whsec_x");
    }

    @Test
    void the_environment_wins_over_the_file() {
        Settings settings = with(
                """
                server:
                  port: 9000
                  address: 10.0.0.1
                """,
                Map.of("WAKEBELL_SERVER_PORT", "9001", "PATH", "/bin"));
        assertThat(settings.server().port()).isEqualTo(9001);
        assertThat(settings.server().address()).isEqualTo("10.0.0.1");
    }

    @Test
    void the_usual_file_lies_in_the_data_folder() throws IOException {
        Files.writeString(folder.resolve("wakebell.yml"), "server: {port: 9000}");
        assertThat(Settings.load(List.of(), Map.of("WAKEBELL_DATA", folder.toString())).server().port()).isEqualTo(9000);
        assertThat(Settings.load(List.of(), Map.of("WAKEBELL_CONFIG", folder.resolve("wakebell.yml").toString()))
                        .server()
                        .port())
                .isEqualTo(9000);
    }

    @Test
    void an_unknown_key_names_its_place_and_the_nearest_known_key() {
        assertThat(refusal("mail:\n  hots: smtp.example.org\n", Map.of()))
                .contains("line 2")
                .contains("there is no key mail.hots; did you mean mail.host?");
    }

    @Test
    void an_unknown_variable_names_the_nearest_known_one() {
        assertThat(refusal("", Map.of("WAKEBELL_MAIL_HOTS", "smtp.example.org")))
                .isEqualTo("WAKEBELL_MAIL_HOTS: there is no such setting; did you mean WAKEBELL_MAIL_HOST?");
    }

    @Test
    void variables_of_the_command_line_are_no_settings() {
        assertThat(with("", Map.of("WAKEBELL_TOKEN", "wbt_x"))).isEqualTo(with("", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server: {port: 99999}           | server.port is a whole number from 0 to 65535; it is "99999".
        server: {port: http}            | server.port is a whole number from 0 to 65535; it is "http".
        server: {forwarded: yes}        | server.forwarded is true or false; it is "yes".
        server: {url: wakebell}         | server.url is an address such as https://wakebell.example.org, with no path; it is "wakebell".
        mail: {tls: ssl}                | mail.tls is one of [none, starttls, implicit]; it is "ssl".
        mail: {host: smtp.example.org}  | mail.from is a mail address when mail.host is set; it is not set.
        database: {url: 'jdbc:h2:mem'}  | database.url begins with jdbc:postgresql:, or is empty for SQLite in the data folder; it is "jdbc:h2:mem".
        server: [a, b]                  | server has a list; it takes one value.
        server: {port: 1, port: 2}      | server.port is written twice.
        'server: {'                     | this is not YAML
        """)
    void a_value_that_will_not_do_is_named_with_what_would(String yaml, String sentence) {
        assertThat(refusal(yaml, Map.of())).contains(sentence);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThat(refusal("server: {port: x}\nmial: {host: y}\n", Map.of("WAKEBELL_SERVER_FORWARDED", "never"))
                        .lines())
                .hasSize(3);
    }

    @Test
    void a_password_is_taken_as_written_and_never_printed() {
        Settings settings = with("database: {url: 'jdbc:postgresql://db/w', user: w, password: 0123}", Map.of());
        Settings.Database database = Objects.requireNonNull(settings.database());
        assertThat(database.password().reveal()).isEqualTo("0123");
        assertThat(settings.toString()).doesNotContain("0123");
    }

    @Test
    void an_address_may_end_in_a_slash_and_have_a_port() {
        assertThat(with("server: {url: 'https://wakebell.example.org:8443/'}", Map.of()).server().url())
                .isEqualTo(URI.create("https://wakebell.example.org:8443"));
        assertThat(with("server: {url: 'http://[::1]:8080'}", Map.of()).server().url())
                .isEqualTo(URI.create("http://[::1]:8080"));
    }

    @Test
    void a_section_with_every_line_commented_out_says_nothing() {
        assertThat(with("mail:\n  # host: x\nserver:\n  port: 9000\n", Map.of()).server().port()).isEqualTo(9000);
    }

    @Test
    void a_file_that_was_named_and_is_not_there_is_no_default() {
        SettingsRefused refused = catchThrowableOfType(
                SettingsRefused.class, () -> Settings.load(List.of("--config", "/nowhere/wakebell.yml"), Map.of()));
        assertThat(refused).hasMessageContaining("/nowhere/wakebell.yml: cannot be read");
    }
}
