package org.wakebell.people.web;

import java.util.List;
import org.wakebell.people.Service;

/**
 * One service in the list.
 *
 * @param team its name, or empty
 */
public record Watched(Service service, String team, List<String> demands) {}
