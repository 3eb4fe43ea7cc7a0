package org.wakebell.drivers.discovery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that says of itself that it offers a service. A claim, not a fact: others on the network can say anything,
 * and records are seen with the wrong address. Ask the device before believing it.
 *
 * @param name of the instance, {@code dch-s220-1234._dhnap._tcp.local}
 * @param address {@code host:port} from its own records, or the sender's address
 * @param texts what it says of itself: {@code mac}, {@code model_number}; keys in lower case
 */
public record Announced(String name, String address, Map<String, String> texts) {

    public Announced {
        texts = Map.copyOf(texts);
    }

    /** What one packet announces for a service. */
    static List<Announced> in(byte[] packet, int length, String service, InetAddress sender) {
        Map<String, Dns.Srv> places = new HashMap<>();
        Map<String, Map<String, String>> texts = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        Map<String, Boolean> names = new LinkedHashMap<>();
        for (Dns.Found found : Dns.read(packet, length)) {
            switch (found.data()) {
                case String instance when found.name().equals(service) -> names.put(instance, true);
                case Dns.Srv srv -> places.put(found.name(), srv);
                case Map<?, ?> map -> {
                    Map<String, String> copy = new HashMap<>();
                    map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
                    texts.put(found.name(), copy);
                }
                case InetAddress address -> addresses.put(found.name(), address.getHostAddress());
                default -> {}
            }
        }
        List<Announced> all = new ArrayList<>();
        for (String name : names.keySet()) {
            Dns.Srv place = places.get(name);
            String host = place == null
                    ? sender.getHostAddress()
                    : addresses.getOrDefault(place.target(), sender.getHostAddress());
            int port = place == null || place.port() == 0 ? 80 : place.port();
            all.add(new Announced(name, port == 80 ? host : host + ":" + port, texts.getOrDefault(name, Map.of())));
        }
        return all;
    }
}
