package org.wakebell.grading.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class FingerprintTest {

    private static Fingerprint.Evidence message(String body) {
        return new Fingerprint.Evidence("src", "", "com.shop.Pay", 17, "", "", "", "", body);
    }

    private static Fingerprint.Evidence thrown(String type, String stack) {
        return new Fingerprint.Evidence("src", "", "com.shop.Pay", 17, "", type, stack, "", "whatever");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "payment 4711 failed after 12.5ms|payment <num> failed after <num>",
        "user 'kim' not found in \"orders\"|user <str> not found in <str>",
        "it doesn't work, can't open|it doesn't work, can't open",
        "from 10.0.0.7:5432 to [fe80::1ff:fe23:4567:890a]|from <ip> to [<ip>]",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 at 0x7ffe|trace <hex> at <hex>",
        "order 123e4567-e89b-12d3-a456-426614174000.|order <uuid>.",
        "mail to kim@example.org bounced|mail to <email> bounced",
        "GET https://api.example.org/v1/pay?id=12&x=y took 80 ms|GET <url> took <num> ms",
        "2026-11-22T03:12:00.123Z 12:30:01 started|<time> <time> started",
        "/var/data/17/part-00001.gz missing|/var/data/<num>/part-#.gz missing",
        "/etc/passwd is fine|/etc/passwd is fine",
        "blk_-1608999687919862906 on node-12|blk_-# on node-#",
        "token a8Kd93kd0Skf9Zq expired|token <id> expired",
        "disk sda1   87% full|disk sda# <num>% full",
        "retry 3/10|retry <num>/<num>",
        "took -3.5e-9s, 1,024 rows|took <num>, <num>,<num> rows",
        "deadbeef cafe added|deadbeef cafe added",
        "결제 17건 실패|결제 #건 실패",
    })
    void what_varies_is_masked_and_the_rest_is_kept(String line, String masked) {
        assertThat(Fingerprint.mask(line)).isEqualTo(masked);
    }

    @Test
    void the_same_trouble_with_other_values_has_one_fingerprint() {
        assertThat(Fingerprint.of(message("payment 1 failed for 10.0.0.7")))
                .isEqualTo(Fingerprint.of(message("payment 99812 failed for 192.168.1.20\nsecond line")))
                .isNotEqualTo(Fingerprint.of(message("refund 1 failed for 10.0.0.7")));
    }

    @Test
    void the_fingerprint_of_version_1_never_changes() {
        assertThat(Fingerprint.of(message("payment 1 failed"))).hasToString("1:cc1102781f4513b3ef0fdd9713ae638b");
        assertThat(Fingerprint.of(new Fingerprint.Evidence("src", "", "", 0, "db-down", "", "", "", "")))
                .hasToString("1:f9ff3be30ca066059e7571ee941a8f46");
    }

    @Test
    void an_exception_is_known_by_its_types_and_own_frames_not_by_lines_or_proxies() {
        String before = """
                org.springframework.dao.QueryTimeoutException: no answer for 3112
                \tat org.springframework.jdbc.core.JdbcTemplate.execute(JdbcTemplate.java:656)
                \tat com.shop.Orders.lambda$load$0(Orders.java:41)
                \tat com.shop.Orders$$SpringCGLIB$$0.load(<generated>)
                \tat java.base/java.lang.Thread.run(Thread.java:1474)
                Caused by: java.net.SocketTimeoutException: Read timed out
                \tat app//com.shop.net.Wire$3.read(Wire.java:12)
                \t... 9 more
                """;
        String after = before.replace(":41", ":57").replace("load$0", "load$7").replace("CGLIB$$0", "CGLIB$$2")
                .replace("3112", "9").replace("Wire$3", "Wire$4").replace("1474", "1583");
        String type = "org.springframework.dao.QueryTimeoutException";
        assertThat(Fingerprint.of(thrown(type, before))).isEqualTo(Fingerprint.of(thrown(type, after)));
        assertThat(Fingerprint.explain(thrown(type, before)))
                .isEqualTo("the exception QueryTimeoutException caused by SocketTimeoutException at com.shop.net.Wire.read < com.shop.Orders.load");
        assertThat(Fingerprint.of(thrown(type, before.replace("com.shop.Orders", "com.shop.Carts"))))
                .isNotEqualTo(Fingerprint.of(thrown(type, before)));
    }

    @Test
    void a_stack_all_of_foreign_frames_still_tells_something() {
        String stack = """
                java.lang.OutOfMemoryError: Java heap space
                \tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)
                \tat java.base/java.io.ByteArrayOutputStream.grow(ByteArrayOutputStream.java:100)
                """;
        assertThat(Fingerprint.explain(thrown("", stack)))
                .isEqualTo("the exception OutOfMemoryError at java.util.Arrays.copyOf < java.io.ByteArrayOutputStream.grow");
    }

    @Test
    void traces_of_python_and_javascript_are_read_too() {
        String python = """
                Traceback (most recent call last):
                  File "/usr/lib/python3.12/runpy.py", line 198, in _run
                  File "/app/shop/pay.py", line 12, in charge
                    raise ValueError("no")
                ValueError: no
                """;
        assertThat(Fingerprint.explain(thrown("ValueError", python))).isEqualTo("the exception ValueError at pay.py:charge");
        String node = """
                TypeError: Cannot read properties of undefined (reading 'id')
                    at charge (/app/src/pay.js:10:5)
                    at async /app/src/route.js:7:3
                    at node:internal/main:22:1
                """;
        assertThat(Fingerprint.frames("TypeError", node)).containsExactly("charge", "route.js");
    }

    @Test
    void the_senders_key_comes_first_and_counts_within_its_source() {
        Fingerprint.Evidence one = new Fingerprint.Evidence("a", "", "x", 17, "db-down", "T", "s", "", "m");
        Fingerprint.Evidence same = new Fingerprint.Evidence("a", "", "", 0, "db-down", "", "", "", "");
        Fingerprint.Evidence other = new Fingerprint.Evidence("b", "", "x", 17, "db-down", "T", "s", "", "m");
        assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(same)).isNotEqualTo(Fingerprint.of(other));
    }

    @Test
    void short_texts_do_not_collide() {
        Set<Fingerprint> seen = new HashSet<>();
        int made = 0;
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                for (char c = 'a'; c <= 'z'; c++) {
                    seen.add(Fingerprint.of(message("" + a + b + c)));
                    made++;
                }
            }
        }
        assertThat(seen).hasSize(made);
        assertThat(seen.stream().map(Fingerprint::high).distinct()).hasSize(made);
        assertThat(seen.stream().map(Fingerprint::low).distinct()).hasSize(made);
    }

    @Test
    void a_line_without_end_costs_no_more_than_its_head() {
        String long1 = "x1 ".repeat(1_000_000);
        assertThat(Fingerprint.of(message(long1))).isEqualTo(Fingerprint.of(message(long1 + "tail")));
    }
}
