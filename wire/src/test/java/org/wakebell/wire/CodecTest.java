package org.wakebell.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class CodecTest {

    @Test
    void a_type_from_the_future_is_named_and_not_refused() throws Junk {
        assertThat(Codec.read("""
                {"v":2,"type":"sing","song":["la","la"]}""")).isEqualTo(new Message.Unknown("sing"));
    }

    @Test
    void an_outcome_from_the_future_woke_nobody() throws Junk {
        assertThat(Codec.read("""
                {"v":2,"type":"result","key":"k","act":"ring","ended":"danced","detail":"x"}"""))
                .isEqualTo(new Message.Result("k", Message.Result.Act.RING, new Message.Ended.Unknown("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{}",
                "{\"v\":1}",
                "{\"type\":\"ping\"}",
                "{\"v\":0,\"type\":\"search\"}",
                "{\"v\":\"1\",\"type\":\"search\"}",
                "{\"v\":1.5,\"type\":\"search\"}",
                "{\"v\":1,\"type\":7}",
                "{\"v\":1,\"type\":\"search\"} {}",
                "{\"v\":1,\"type\":\"search\",}",
                "{\"v\":1,\"type\":\"hush\"}",
                "{\"v\":1,\"type\":\"hush\",\"key\":null}",
                "{\"v\":1,\"type\":\"standing\"}",
                "{\"v\":1,\"type\":\"standing\",\"keys\":[1]}",
                "{\"v\":1,\"type\":\"ping\",\"n\":99999999999999999999,\"at\":\"2026-11-22T03:12:00Z\"}",
                "{\"v\":1,\"type\":\"ping\",\"n\":9999999999999999999999999999999,\"at\":\"2026-11-22T03:12:00Z\"}",
                "{\"v\":1,\"type\":\"ping\",\"n\":1,\"at\":\"yesterday\"}",
                "{\"v\":1,\"type\":\"ping\",\"n\":1,\"at\":\"+1000000000-12-31T23:59:59.999999999Z\"}",
                "{\"v\":1,\"type\":\"ping\",\"n\":1,\"at\":\"-1000000000-01-01T00:00:00Z\"}",
                "{\"v\":1,\"type\":\"order\",\"key\":\"k\",\"bell\":\"b\",\"title\":\"t\",\"sound\":{\"bursts\":[]}}",
                "not json \u0000"
            })
    void junk_is_one_clear_exception(String junk) {
        assertThatThrownBy(() -> Codec.read(junk)).isInstanceOf(Junk.class);
    }

    @Test
    void what_is_too_long_too_deep_or_too_many_is_junk() {
        String open = "{\"v\":1,\"type\":\"search\",\"x\":";
        assertThatThrownBy(() -> Codec.read(open + "\"" + "y".repeat(Codec.LONGEST_TEXT + 1) + "\"}"))
                .isInstanceOf(Junk.class);
        assertThatThrownBy(() -> Codec.read(open + " ".repeat(Codec.LONGEST) + "1}")).isInstanceOf(Junk.class);
        assertThatThrownBy(() -> Codec.read(open + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isInstanceOf(Junk.class);
        assertThatThrownBy(() -> Codec.read(open + "[" + "1,".repeat(Codec.MOST) + "1]}")).isInstanceOf(Junk.class);
    }

    @Test
    void a_wild_loudness_is_junk_before_it_is_noise() {
        for (String burst : List.of("1,101,0", "1000,101,0", "1000,0,0", "999,50,0", "60001,50,0", "1000,50,-1")) {
            String[] b = burst.split(",", -1);
            String json = """
                    {"soundMs":%s,"percent":%s,"pauseMs":%s}""".formatted(b[0], b[1], b[2]);
            assertThatThrownBy(() -> Codec.read("""
                    {"v":1,"type":"order","key":"k","bell":"b","title":"t","sound":{"bursts":[%s],"budgetMs":1,\
                    "after":%s},"leaseUntil":"2026-11-22T03:12:00Z","deadline":"2026-11-22T03:12:00Z"}"""
                    .formatted(json, json))).isInstanceOf(Junk.class);
        }
    }

    @Test
    void a_message_that_could_not_be_read_back_is_not_written() {
        List<Message.BellConfig> many = IntStream.range(0, 400)
                .mapToObj(i -> new Message.BellConfig("b" + i, "dlink", "x".repeat(1_000), Map.of(), Map.of()))
                .toList();
        assertThatThrownBy(() -> Codec.write(new Message.Config(many))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secrets_and_codes_are_not_printed() {
        assertThat(new Message.Config(List.of(
                                new Message.BellConfig("b", "dlink", "bed", Map.of(), Map.of("pin", "012345"))))
                        .toString())
                .contains("bed")
                .doesNotContain("012345");
        assertThat(new Message.Pair("K7QM-3XPR", "pi", "key", "1").toString()).doesNotContain("K7QM");
    }

    /** Golden messages cut, spliced and stirred: each is read or is junk, and nothing else ever happens. */
    @Test
    void no_text_breaks_the_reader() {
        Random random = new Random(20261122);
        List<String> golden = new ArrayList<>(GoldenTest.GOLDEN.values());
        int read = 0;
        int junk = 0;
        for (int i = 0; i < 60_000; i++) {
            try {
                Codec.read(stir(golden, random));
                read++;
            } catch (Junk e) {
                junk++;
            }
        }
        assertThat(read).isPositive();
        assertThat(junk).isPositive();
    }

    private static String stir(List<String> golden, Random random) {
        StringBuilder text = new StringBuilder(golden.get(random.nextInt(golden.size())));
        for (int changes = random.nextInt(5); changes >= 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(6)) {
                case 0 -> text.setLength(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                case 2 -> text.insert(at, golden.get(random.nextInt(golden.size())));
                case 3 -> text.insert(at, "{}[]\",:\\0-e.".charAt(random.nextInt(12)));
                case 4 -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
                default -> text.insert(at, random.nextLong());
            }
        }
        return text.toString();
    }

    @Test
    void what_is_written_is_read_back_the_same() throws Junk {
        Random random = new Random(20261122);
        for (int i = 0; i < 5_000; i++) {
            Message.Order order = new Message.Order(
                    text(random),
                    text(random),
                    text(random),
                    text(random),
                    List.of(new Message.Choice(text(random), text(random), text(random))),
                    new Message.Sound(List.of(burst(random), burst(random)), millis(random), burst(random)),
                    instant(random),
                    instant(random));
            assertThat(Codec.read(Codec.write(order))).isEqualTo(order);
        }
    }

    private static Message.Burst burst(Random random) {
        return new Message.Burst(Duration.ofMillis(1_000 + random.nextInt(59_000)), 1 + random.nextInt(100), millis(random));
    }

    private static Duration millis(Random random) {
        return Duration.ofMillis(random.nextInt(1 << 30));
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    /** Any characters, halves of pairs left out: JSON cannot carry those. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int c = random.nextInt(3) == 0 ? random.nextInt(128) : random.nextInt(Character.MAX_CODE_POINT + 1);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
