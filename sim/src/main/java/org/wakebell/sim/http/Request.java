package org.wakebell.sim.http;

import java.util.Map;

/**
 * @param path without the query
 * @param headers names in lower case
 */
public record Request(String method, String path, String query, Map<String, String> headers, String body) {

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
