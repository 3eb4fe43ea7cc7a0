package org.wakebell.drivers.dlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class HnapKeysTest {

    static final String CHALLENGE = "0123456789ABCDEFGHIJ";
    final HnapKeys keys = HnapKeys.of("123456", CHALLENGE, "PUBLICKEY0123456789X");

    @Test
    void the_private_key_and_the_password_are_those_of_the_protocol() {
        assertThat(keys.privateKey()).isEqualTo("1B55820288E9631137F9645CD5DF7A41");
        assertThat(keys.password(CHALLENGE)).isEqualTo("0B1DE69B584CF813DE57BD3EFC2EBE93");
    }

    @ParameterizedTest
    @CsvSource({
        "Login, 1700000000, D6F108E5AC9B411F07C975F4E8570B4E 1700000000",
        "SetSoundPlay, 1700000001, 03BBBEE36AE1EE96FFFAE0846BB2F4D2 1700000001",
        "GetSirenAlarmSettings, 1700000002, A9905E3251C296AAAAEBE5603DBF2495 1700000002",
        "SetAlarmDismissed, 1700000003, 35F57C6BD9CA88247E7EF00C12912BDE 1700000003"
    })
    void every_action_is_signed_with_its_quotes(String action, long seconds, String header) {
        assertThat(keys.auth("\"http://purenetworks.com/HNAP1/" + action + "\"", seconds)).isEqualTo(header);
    }

    @Test
    void keys_print_as_dots() {
        assertThat(keys.toString()).doesNotContain("1B55820288E9631137F9645CD5DF7A41");
    }
}
