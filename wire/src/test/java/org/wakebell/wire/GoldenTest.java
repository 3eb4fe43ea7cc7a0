package org.wakebell.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakebell.wire.Message.Ended;
import org.wakebell.wire.Message.Result.Act;

/** Messages as they were first released. A line here never changes: agents at home are updated last. */
@NullMarked
class GoldenTest {

    static final Instant AT = Instant.parse("2026-11-22T03:12:00.123456Z");
    static final Message.Burst SOFT = new Message.Burst(Duration.ofSeconds(3), 20, Duration.ofSeconds(12));

    static final Map<Message, String> GOLDEN = golden();

    private static Map<Message, String> golden() {
        Map<Message, String> g = new LinkedHashMap<>();
        g.put(new Message.Challenge("n1", AT), """
                {"v":1,"type":"challenge","nonce":"n1","at":"2026-11-22T03:12:00.123456Z"}""");
        g.put(new Message.Hello("a1", "n2", "sig", "0.1.0", List.of("dlink"), "America/Vancouver", -25200, AT), """
                {"v":1,"type":"hello","agent":"a1","nonce":"n2","signature":"sig","program":"0.1.0","kinds":["dlink"],\
                "zone":"America/Vancouver","offsetSeconds":-25200,"at":"2026-11-22T03:12:00.123456Z"}""");
        g.put(new Message.Welcome("sig", AT), """
                {"v":1,"type":"welcome","signature":"sig","at":"2026-11-22T03:12:00.123456Z"}""");
        g.put(new Message.Refused(Message.Refused.Reason.TOO_MANY, "wait"), """
                {"v":1,"type":"refused","reason":"too-many","why":"wait"}""");
        g.put(new Message.Pair("K7QM-3XPR", "bedroom", "key", "0.1.0"), """
                {"v":1,"type":"pair","code":"K7QM-3XPR","name":"bedroom","publicKey":"key","program":"0.1.0"}""");
        g.put(new Message.Paired("a1", "Jun", "key", AT), """
                {"v":1,"type":"paired","agent":"a1","owner":"Jun","serverKey":"key","at":"2026-11-22T03:12:00.123456Z"}""");
        g.put(new Message.Config(List.of(new Message.BellConfig(
                "b1", "dlink", "침실", Map.of("mac", "6C:72:20:00:00:01", "host", "10.0.0.7"), Map.of("pin", "012345")))), """
                {"v":1,"type":"config","bells":[{"id":"b1","kind":"dlink","label":"침실",\
                "settings":{"host":"10.0.0.7","mac":"6C:72:20:00:00:01"},"secrets":{"pin":"012345"}}]}""");
        g.put(new Message.Order(
                "k1", "b1", "checkout is down", "", List.of(new Message.Choice("up", "I'm up", "https://w/a/1")),
                new Message.Sound(List.of(SOFT), Duration.ofMinutes(4), SOFT), AT.plusSeconds(600), AT.plusSeconds(60)), """
                {"v":1,"type":"order","key":"k1","bell":"b1","title":"checkout is down","text":"",\
                "choices":[{"id":"up","label":"I'm up","link":"https://w/a/1"}],\
                "sound":{"bursts":[{"soundMs":3000,"percent":20,"pauseMs":12000}],"budgetMs":240000,\
                "after":{"soundMs":3000,"percent":20,"pauseMs":12000}},\
                "leaseUntil":"2026-11-22T03:22:00.123456Z","deadline":"2026-11-22T03:13:00.123456Z"}""");
        g.put(new Message.Hush("k1"), """
                {"v":1,"type":"hush","key":"k1"}""");
        g.put(new Message.Standing(List.of("k1", "k2")), """
                {"v":1,"type":"standing","keys":["k1","k2"]}""");
        g.put(new Message.Result("k1", Act.RING, new Ended.Sounding("DEVICE_STATE", AT, "IsSounding=true")), """
                {"v":1,"type":"result","key":"k1","act":"ring","ended":"sounding","proof":"DEVICE_STATE",\
                "at":"2026-11-22T03:12:00.123456Z","detail":"IsSounding=true"}""");
        g.put(new Message.Result("k1", Act.HUSH, new Ended.Taken("")), """
                {"v":1,"type":"result","key":"k1","act":"hush","ended":"taken","detail":""}""");
        g.put(new Message.Result("k1", Act.RING, new Ended.RetryLater(Duration.ofSeconds(5), "busy")), """
                {"v":1,"type":"result","key":"k1","act":"ring","ended":"retry-later","afterMs":5000,"detail":"busy"}""");
        g.put(new Message.Result("k1", Act.RING, new Ended.Refused("wrong PIN", true)), """
                {"v":1,"type":"result","key":"k1","act":"ring","ended":"refused","detail":"wrong PIN","credential":true}""");
        g.put(new Message.Result("k1", Act.RING, new Ended.Unknown("no answer")), """
                {"v":1,"type":"result","key":"k1","act":"ring","ended":"unknown","detail":"no answer"}""");
        g.put(new Message.Report(List.of(new Message.BellHealth("b1", "READY", "answers", AT, Map.of("mac", "x")))), """
                {"v":1,"type":"report","bells":[{"bell":"b1","state":"READY","why":"answers",\
                "at":"2026-11-22T03:12:00.123456Z","facts":{"mac":"x"}}]}""");
        g.put(new Message.Here("Asia/Seoul", 32400), """
                {"v":1,"type":"here","zone":"Asia/Seoul","offsetSeconds":32400}""");
        g.put(new Message.Search(), """
                {"v":1,"type":"search"}""");
        g.put(new Message.Found(List.of(new Message.Device("dlink", "10.0.0.7", 80, "6C", "DCH-S220", "bedroom"))), """
                {"v":1,"type":"found","devices":[{"kind":"dlink","host":"10.0.0.7","port":80,"mac":"6C",\
                "model":"DCH-S220","name":"bedroom"}]}""");
        g.put(new Message.Ping(7, AT), """
                {"v":1,"type":"ping","n":7,"at":"2026-11-22T03:12:00.123456Z"}""");
        g.put(new Message.Pong(7, AT), """
                {"v":1,"type":"pong","n":7,"at":"2026-11-22T03:12:00.123456Z"}""");
        return g;
    }

    static Stream<Arguments> messages() {
        return GOLDEN.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void is_written_as_it_always_was(Message message, String json) {
        assertThat(Codec.write(message)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void is_read_as_it_always_was(Message message, String json) throws Junk {
        assertThat(Codec.read(json)).isEqualTo(message);
    }

    /** What a newer program adds, an older one reads past. */
    @ParameterizedTest
    @MethodSource("messages")
    void fields_from_the_future_are_read_past(Message message, String json) throws Junk {
        String newer = json.replaceFirst("\"v\":1", "\"v\":9,\"new\":{\"deep\":[1,2.5,{\"x\":null}]},\"big\":1234567890123456789")
                .replaceAll("\\}$", ",\"later\":true}");
        assertThat(Codec.read(newer)).isEqualTo(message);
    }

    @Test
    void every_type_has_a_golden_message() {
        assertThat(GOLDEN.values().stream().map(json -> json.replaceAll("^.*?\"type\":\"([a-z]+)\".*$", "$1")).distinct())
                .containsExactlyInAnyOrderElementsOf(Codec.types());
    }
}
