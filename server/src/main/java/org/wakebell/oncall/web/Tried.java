package org.wakebell.oncall.web;

import java.util.List;

/**
 * Another order of people in a layer, not saved yet.
 *
 * @param people as they were typed, the empty ones included
 */
public record Tried(String layer, List<String> people, boolean now, Foreseen foreseen) {

    /** Who was typed at a place, or empty. */
    public String at(int place) {
        return place < people.size() ? people.get(place) : "";
    }
}
