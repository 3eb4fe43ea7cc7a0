package org.wakebell.drivers;

import java.time.Duration;
import java.util.List;

/**
 * How a noise grows: bursts in order, the last one repeated, within a budget of sound for one night.
 *
 * @param bursts played one after another; the last repeats
 * @param budget seconds of sound a night; once it is spent, {@code after} repeats
 * @param after the reminder that stays when the budget is spent
 */
public record Loudness(List<Burst> bursts, Duration budget, Burst after) {

    public Loudness {
        bursts = List.copyOf(bursts);
        if (bursts.isEmpty()) {
            throw new IllegalArgumentException("a loudness profile has at least one burst");
        }
    }

    /**
     * @param sound how long it sounds, 1 to 60 s
     * @param percent 1 to 100 of what the device can do
     * @param pause silence after it
     */
    public record Burst(Duration sound, int percent, Duration pause) {
        public Burst {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("volume is 1 to 100 percent, not " + percent);
            }
            if (sound.compareTo(Duration.ofSeconds(1)) < 0 || sound.compareTo(Duration.ofSeconds(60)) > 0) {
                throw new IllegalArgumentException("a burst sounds 1 to 60 s, not " + sound);
            }
        }

        Burst atMost(int maximumPercent) {
            return percent <= maximumPercent ? this : new Burst(sound, maximumPercent, pause);
        }
    }

    /**
     * The siren's default: 3 s at 20 %, 5 s at 40 %, 10 s at 70 %, then 15 s a minute at the owner's maximum; at most
     * 4 minutes of sound a night, after that 3 s every 10 minutes. No burst is louder than the maximum.
     */
    public static Loudness siren(int maximumPercent) {
        return new Loudness(
                List.of(
                        burst(3, Math.min(20, maximumPercent), 12),
                        burst(5, Math.min(40, maximumPercent), 15),
                        burst(10, Math.min(70, maximumPercent), 20),
                        burst(15, maximumPercent, 45)),
                Duration.ofMinutes(4),
                burst(3, maximumPercent, 597));
    }

    /** The same rhythm, no burst louder than this. */
    public Loudness atMost(int maximumPercent) {
        return new Loudness(
                bursts.stream().map(burst -> burst.atMost(maximumPercent)).toList(), budget, after.atMost(maximumPercent));
    }

    /** One short soft sound, then silence: a drill, a self-test, the gentle "still up?". */
    public static Loudness gentle() {
        return new Loudness(List.of(burst(1, 10, 3600)), Duration.ofSeconds(3), burst(1, 10, 3600));
    }

    private static Burst burst(int sound, int percent, int pause) {
        return new Burst(Duration.ofSeconds(sound), percent, Duration.ofSeconds(pause));
    }
}
