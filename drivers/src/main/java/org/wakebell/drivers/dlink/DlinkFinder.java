package org.wakebell.drivers.dlink;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.wakebell.drivers.discovery.Announced;
import org.wakebell.drivers.discovery.Discovery;

/** Finds sirens on the home network. What multicast DNS claims is believed once the device itself has said so. */
public final class DlinkFinder {

    /**
     * A siren that answered for itself.
     *
     * @param name what its owner called it in the vendor's app; may be empty
     */
    public record Found(DlinkAddress address, Mac mac, String model, String firmware, String name) {}

    private static final String SERVICE = "_dhnap._tcp.local";
    private static final Duration LISTEN = Duration.ofMillis(2500);

    /** For all of them together, asked at the same time. */
    private static final Duration VERIFY = Duration.ofSeconds(6);

    private final HttpClient http;
    private final Discovery discovery;

    public DlinkFinder(HttpClient http, Discovery discovery) {
        this.http = http;
        this.discovery = discovery;
    }

    /** Every siren that is announced and answers, each once. Takes less than ten seconds, whoever does not answer. */
    public List<Found> find() throws InterruptedException {
        Collection<Announced> announced = discovery.ask(SERVICE, LISTEN);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Map<Mac, Found> all = new LinkedHashMap<>();
        for (Found found : verified(announced)) {
            all.putIfAbsent(found.mac(), found);
        }
        return List.copyOf(all.values());
    }

    /** Each address is asked once, however many names claim it: a siren bears one request at a time. */
    List<Found> verified(Collection<Announced> announced) throws InterruptedException {
        Map<DlinkAddress, List<Announced>> claims = new LinkedHashMap<>();
        for (Announced one : announced) {
            try {
                claims.computeIfAbsent(DlinkAddress.parse(one.address()), address -> new ArrayList<>()).add(one);
            } catch (IllegalArgumentException e) {
                // An address that is none, from someone who may say anything.
                continue;
            }
        }
        List<Callable<Optional<Found>>> questions = new ArrayList<>();
        claims.forEach((address, its) -> questions.add(() -> look(address).filter(found -> its.stream().anyMatch(a -> fits(a, found)))));
        List<Found> all = new ArrayList<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Found>> answer : asking.invokeAll(questions, VERIFY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (answer.state() == Future.State.SUCCESS) {
                    answer.get().ifPresent(all::add);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a future that succeeded did not", e);
        }
        return all;
    }

    /** Asks one address, without a PIN. Empty if nothing there is a siren that speaks HNAP. */
    public Optional<Found> look(DlinkAddress address) throws InterruptedException {
        try {
            HnapWire wire = new HnapWire(http, address);
            wire.begin(Duration.ofSeconds(5));
            HnapWire.Answer answer = wire.hello();
            Map<String, String> said = HnapXml.fields(answer.body()).orElse(Map.of());
            if (answer.status() != 200
                    || !"OK".equalsIgnoreCase(said.get("GetDeviceSettingsResult"))
                    || !canSound(answer.body())) {
                return Optional.empty();
            }
            return Optional.of(new Found(
                    address,
                    Mac.parse(said.getOrDefault("DeviceMacId", "")),
                    said.getOrDefault("ModelName", ""),
                    said.getOrDefault("FirmwareVersion", ""),
                    said.getOrDefault("DeviceName", "")));
        } catch (HnapFailure | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Plugs and cameras of the vendor announce themselves alike. The lists that tell them apart are absent on some. */
    private static boolean canSound(byte[] settings) {
        String text = new String(settings, StandardCharsets.UTF_8);
        return text.contains("SetSoundPlay") || text.contains("Audio Renderer") || text.contains("DCH-S220");
    }

    private static boolean fits(Announced claim, Found found) {
        String claimed = claim.texts().getOrDefault("mac", "");
        try {
            return claimed.isBlank() || Mac.parse(claimed).equals(found.mac());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
