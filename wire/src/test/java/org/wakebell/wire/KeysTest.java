package org.wakebell.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class KeysTest {

    final Keys mine = Keys.fresh();

    @Test
    void a_signature_is_good_for_one_key_and_one_text() {
        String text = Keys.helloText("agent", "server nonce", "agent nonce");
        String signature = mine.sign(text);
        assertThat(Keys.verify(mine.publicKey(), text, signature)).isTrue();
        assertThat(Keys.verify(Keys.fresh().publicKey(), text, signature)).isFalse();
        assertThat(Keys.verify(mine.publicKey(), Keys.welcomeText("agent", "server nonce", "agent nonce"), signature))
                .isFalse();
        assertThat(Keys.verify(mine.publicKey(), Keys.helloText("agent", "another nonce", "agent nonce"), signature))
                .isFalse();
    }

    @Test
    void garbage_is_a_wrong_signature_and_no_exception() {
        assertThat(Keys.verify("", "text", "")).isFalse();
        assertThat(Keys.verify("%%%", "text", "???")).isFalse();
        assertThat(Keys.verify(mine.publicKey(), "text", "AAAA")).isFalse();
        assertThat(Keys.isPublicKey("AAAA")).isFalse();
        assertThat(Keys.isPublicKey(mine.publicKey())).isTrue();
    }

    @Test
    void a_key_survives_being_written_down() {
        Keys again = Keys.of(mine.publicKey(), mine.privateKey());
        assertThat(Keys.verify(mine.publicKey(), "x", again.sign("x"))).isTrue();
        assertThat(mine.toString()).doesNotContain(mine.privateKey());
    }

    @Test
    void halves_of_two_keys_are_refused() {
        assertThatThrownBy(() -> Keys.of(Keys.fresh().publicKey(), mine.privateKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonces_are_long_and_never_the_same() {
        assertThat(Keys.nonce()).hasSize(43).isNotEqualTo(Keys.nonce());
    }
}
