package org.wakebell.bench.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.wakebell.oncall.rotation.Layer;
import org.wakebell.oncall.rotation.Rota;
import org.wakebell.oncall.rotation.Seat;
import org.wakebell.oncall.rotation.Span;

/** The questions, for JMH. Nothing is kept from one answer to the next: the arithmetic has no cache. */
public class Asking {

    @State(Scope.Benchmark)
    public static class Company {
        List<List<Layer>> layers = List.of();
        List<Rota> rotas = List.of();

        /** Fresh ones for every round, so that none has been asked before. */
        @Setup(Level.Invocation)
        public void build() {
            if (layers.isEmpty()) {
                layers = IntStream.range(0, Rotas.MANY)
                        .mapToObj(n -> Rotas.layers(n, person -> "p" + person))
                        .toList();
            }
            rotas = layers.stream().map(one -> new Rota(one, List.of())).toList();
        }
    }

    @State(Scope.Benchmark)
    public static class One {
        final List<Layer> layers = Rotas.layers(7, person -> "p" + person);
        final Rota rota = new Rota(layers, List.of());
    }

    @Benchmark
    public void everySchedule(Company company, Blackhole hole) {
        for (Rota rota : company.rotas) {
            hole.consume(rota.at(Rotas.NOW));
        }
    }

    @Benchmark
    public List<Seat> oneSchedule(One one) {
        return one.rota.at(Rotas.NOW);
    }

    /** The baseline: whose turn it is by walking from the anchor, as engines do that keep a pointer or expand rules. */
    @Benchmark
    public int oneScheduleByWalking(One one) {
        int seats = 0;
        for (Layer layer : one.layers) {
            long turn = 0;
            while (!layer.cadence().begin(turn + 1, layer.zone()).isAfter(Rotas.NOW)) {
                turn++;
            }
            seats += layer.turns().get((int) (turn % layer.turns().size())).size();
        }
        return seats;
    }

    @Benchmark
    public List<Span> ninetyDays(One one) {
        Instant from = Rotas.NOW;
        return one.rota.shifts(from, from.plus(Duration.ofDays(90)));
    }
}
