package org.wakebell.drivers.dlink;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakebell.drivers.discovery.Announced;
import org.wakebell.drivers.discovery.Discovery;

/** Finds sirens on the home network. What multicast DNS claims is believed once the device itself has said so. */
public final class DlinkFinder {

    /** A device that answered for itself. */
    public record Found(DlinkAddress address, Mac mac, String model, String firmware) {}

    private static final String SERVICE = "_dhnap._tcp.local";
    private static final Duration LISTEN = Duration.ofMillis(2500);

    private final HttpClient http;
    private final Discovery discovery;

    public DlinkFinder(HttpClient http, Discovery discovery) {
        this.http = http;
        this.discovery = discovery;
    }

    /** Every HNAP device that is announced and answers, each once. Takes some seconds. */
    public List<Found> find() throws InterruptedException {
        Map<Mac, Found> all = new LinkedHashMap<>();
        for (Found found : verified(discovery.ask(SERVICE, LISTEN))) {
            all.putIfAbsent(found.mac(), found);
        }
        return List.copyOf(all.values());
    }

    List<Found> verified(Collection<Announced> announced) throws InterruptedException {
        List<Found> all = new ArrayList<>();
        for (Announced one : announced) {
            try {
                look(DlinkAddress.parse(one.address()))
                        .filter(found -> one.texts().getOrDefault("mac", found.mac().text()).isBlank()
                                || same(one.texts().getOrDefault("mac", found.mac().text()), found.mac()))
                        .ifPresent(all::add);
            } catch (IllegalArgumentException e) {
                // An address that is none, from someone who may say anything.
                continue;
            }
        }
        return all;
    }

    /** Asks one address, without a PIN. Empty if nothing there speaks HNAP. */
    public Optional<Found> look(DlinkAddress address) throws InterruptedException {
        try {
            HnapWire wire = new HnapWire(http, address);
            wire.begin(Duration.ofSeconds(5));
            HnapWire.Answer answer = wire.hello();
            Map<String, String> said = HnapXml.fields(answer.body()).orElse(Map.of());
            if (answer.status() != 200 || !"OK".equalsIgnoreCase(said.get("GetDeviceSettingsResult"))) {
                return Optional.empty();
            }
            return Optional.of(new Found(
                    address,
                    Mac.parse(said.getOrDefault("DeviceMacId", "")),
                    said.getOrDefault("ModelName", ""),
                    said.getOrDefault("FirmwareVersion", "")));
        } catch (HnapFailure | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean same(String claimed, Mac mac) {
        try {
            return Mac.parse(claimed).equals(mac);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
