package org.wakebell.bench.simulate;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wakebell.House;
import org.wakebell.drivers.Drivers;
import org.wakebell.drivers.webhook.Caller;
import org.wakebell.platform.clock.Agreed;
import org.wakebell.platform.clock.Clock;
import org.wakebell.platform.http.Guard;
import org.wakebell.platform.web.Words;

/** Night after night on one thread. A night is decided by the seed and its number alone. */
final class Simulation implements AutoCloseable {

    /** Nights that are spent in one town. */
    private static final long STAY = 50;

    private static final Words WORDS = new Words();

    /**
     * @param nights that were lived
     * @param points at which a process could have died
     * @param digest of all that happened, in order
     * @param broken the first promise that was not kept, or null
     * @param planted whether the planted mistake came to pass in a place of its own
     * @param log of the last night
     */
    record Result(long nights, long points, long statements, long digest, @Nullable String broken, boolean planted, List<String> log) {}

    private final long seed;
    private final @Nullable Fault fault;
    private final Memory memory = Memory.migrated();
    private final Agenda agenda = new Agenda();
    private final Chronicle chronicle = new Chronicle();

    Simulation(long seed, @Nullable Fault fault) {
        this.seed = seed;
        this.fault = fault;
    }

    /** Until a promise is broken. */
    Result nights(long from, long many) {
        long digest = seed;
        long points = 0;
        long lived = 0;
        Town town = null;
        for (long night = from; night < from + many; night++) {
            if (town == null || night % STAY == 0) {
                town = town(night / STAY);
            }
            World world = new World(memory, agenda, chronicle, town, mixed(night), fault);
            String broken = world.live();
            lived++;
            points += world.points();
            digest = digest * 31 + chronicle.digest();
            if (broken != null) {
                return new Result(lived, points, memory.statements(), digest, broken, world.planted(), chronicle.lines());
            }
        }
        return new Result(lived, points, memory.statements(), digest, null, false, chronicle.lines());
    }

    private long mixed(long night) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + night).nextLong();
    }

    private Town town(long number) {
        Dice dice = new Dice(mixed(-1 - number));
        memory.empty();
        memory.watched(null, null);
        long at = (Town.DAY.toEpochSecond(ZoneOffset.UTC) - 86_400) * Dice.SECOND;
        Clock clock = new Clock() {
            @Override
            public java.time.Instant instant() {
                return Node.micros(at);
            }

            @Override
            public long nanos() {
                return at * 1000;
            }
        };
        House house = new House(
                new House.Ground(new Agreed(clock), wait -> {}, dice.random(), memory.db(), point -> {}, "founder", task -> {}, new byte[32]),
                new House.Wires(
                        URI.create("https://wakebell.example/"),
                        Drivers.cranked(clock, wait -> {}).reaching(new Nobody()),
                        null,
                        WORDS,
                        List.of(new Agents()),
                        new Guard(Set.of())));
        Town town = Town.found(dice.apart(), house, memory);
        memory.keepTown();
        return town;
    }

    @Override
    public void close() {
        memory.close();
    }

    /** Lets webhooks be set up, and calls none. */
    private static final class Nobody implements Caller {
        @Override
        public Optional<String> objection(URI url) {
            return Optional.empty();
        }

        @Override
        public Answer call(String method, URI url, java.util.Map<String, String> headers, byte[] body, java.time.Duration within) {
            return new Answer.Refused("nobody is called while a town is founded");
        }

        @Override
        public Optional<String> unreachable(URI url, java.time.Duration within) {
            return Optional.empty();
        }
    }
}
