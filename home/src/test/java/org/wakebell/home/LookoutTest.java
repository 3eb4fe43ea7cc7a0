package org.wakebell.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.wakebell.wire.Message;

/** Whatever a search does, it says when it begins and ends; nobody sleeps. */
@NullMarked
class LookoutTest {

    static final Message.Device SIREN = new Message.Device("dlink", "10.0.0.7", 80, "6C:72:20:00:00:01", "DCH-S220", "bedroom");

    final AtomicLong nanos = new AtomicLong();
    final AtomicBoolean ringing = new AtomicBoolean();
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final BlockingQueue<List<Message.Device>> network = new LinkedBlockingQueue<>();
    final Lookout lookout = new Lookout(this::look, ringing::get, said -> events.add(said.toString()), nanos::get);

    /** Begins, then waits for what the test puts on the network. */
    List<Message.Device> look() throws InterruptedException {
        events.add("looks");
        try {
            return network.take();
        } catch (InterruptedException e) {
            events.add("broken off");
            throw e;
        }
    }

    void then(String event) throws InterruptedException {
        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
    }

    /** Steps until the search that ended has made room for the next one. */
    void begins() throws InterruptedException {
        String event = null;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); event == null && System.nanoTime() < end; ) {
            lookout.step();
            event = events.poll(5, TimeUnit.MILLISECONDS);
        }
        assertThat(event).isEqualTo("looks");
    }

    @Test
    void what_was_found_is_told_once_however_many_asked_meanwhile() throws InterruptedException {
        lookout.ask();
        then("looks");
        lookout.ask();
        lookout.ask();
        network.add(List.of(SIREN));
        then(new Message.Found(List.of(SIREN)).toString());
        lookout.step();
        assertThat(events.poll(50, TimeUnit.MILLISECONDS)).as("nobody asked since").isNull();
    }

    @Test
    void nothing_found_is_told_too() throws InterruptedException {
        lookout.ask();
        then("looks");
        network.add(List.of());
        then(new Message.Found(List.of()).toString());
    }

    @Test
    void while_a_bell_rings_it_waits() throws InterruptedException {
        ringing.set(true);
        lookout.ask();
        lookout.step();
        assertThat(events).isEmpty();
        ringing.set(false);
        begins();
    }

    @Test
    void a_ring_breaks_it_off_and_it_begins_anew_when_it_is_quiet() throws InterruptedException {
        lookout.ask();
        then("looks");
        lookout.giveWay();
        then("broken off");
        ringing.set(true);
        lookout.step();
        assertThat(events).isEmpty();
        ringing.set(false);
        begins();
        network.add(List.of(SIREN));
        then(new Message.Found(List.of(SIREN)).toString());
    }

    @Test
    void one_that_never_ends_is_ended_and_not_begun_again() throws InterruptedException {
        lookout.ask();
        then("looks");
        nanos.addAndGet(Lookout.LONGEST.plus(Duration.ofSeconds(1)).toNanos());
        lookout.step();
        then("broken off");
        lookout.step();
        assertThat(events.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }
}
