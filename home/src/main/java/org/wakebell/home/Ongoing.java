package org.wakebell.home;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Message;

/**
 * What is being rung right now, on disk, with the bells that it is for: a program that dies beside a ringing siren while
 * the server is away goes on when it is started again. A bell's secret is in there too, so the file is there only while
 * something rings; whoever can read it can read this agent's private key, which is worth more.
 */
final class Ongoing {

    private static final String FILE = "ringing";
    private static final Logger LOG = LoggerFactory.getLogger(Ongoing.class);

    /** @param now what the server's clock says, by what it said last and this machine's clock since */
    record Kept(Instant now, List<Message.BellConfig> bells, List<Message.Order> orders) {}

    private final Folder folder;
    private final Installed bells;
    private final ServerTime time;
    private final InstantSource wall;
    /** What the file says; null before that is known. */
    private @Nullable List<Message.Order> kept;

    Ongoing(Folder folder, Installed bells, ServerTime time, InstantSource wall) {
        this.folder = folder;
        this.bells = bells;
        this.time = time;
        this.wall = wall;
    }

    /** These and no others. A full disk is said aloud, and costs nothing but this. */
    synchronized void keep(Supplier<List<Message.Order>> now) {
        List<Message.Order> orders = now.get();
        if (orders.equals(kept)) {
            return;
        }
        kept = orders;
        try {
            if (orders.isEmpty()) {
                Files.deleteIfExists(folder.file(FILE));
            } else {
                folder.replace(FILE, text(orders));
            }
        } catch (IOException e) {
            LOG.error("cannot write down what rings: a restart of this agent will need the server to go on", e);
        }
    }

    private String text(List<Message.Order> orders) {
        List<Message> said = new ArrayList<>();
        said.add(new Message.Config(bells.configs(orders.stream().map(Message.Order::bell).collect(Collectors.toSet()))));
        said.addAll(orders);
        return wall.instant() + " " + time.instant() + "\n"
                + said.stream().map(Codec::write).collect(Collectors.joining("\n")) + "\n";
    }

    /** What an earlier life of this program was ringing; empty if its clock does not say how long ago that was. */
    Optional<Kept> read() {
        try {
            if (!Files.exists(folder.file(FILE))) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(folder.file(FILE));
            String[] clocks = lines.getFirst().split(" ", 2);
            Duration since = Duration.between(Instant.parse(clocks[0]), wall.instant());
            List<Message.BellConfig> config = new ArrayList<>();
            List<Message.Order> orders = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                switch (Codec.read(line)) {
                    case Message.Config said -> config.addAll(said.bells());
                    case Message.Order order -> orders.add(order);
                    default -> LOG.debug("a line of what rang is of another version");
                }
            }
            return since.isNegative() ? Optional.empty() : Optional.of(new Kept(Instant.parse(clocks[1]).plus(since), config, orders));
        } catch (IOException | Junk | RuntimeException e) {
            LOG.warn("what rang when this agent ended cannot be read; the server will say it again", e);
            return Optional.empty();
        }
    }
}
