package org.wakebell.oncall.web;

import java.util.List;

/**
 * A stretch with nobody on call, and who could be.
 *
 * @param offers best first
 * @param fill where somebody is put in
 */
public record Hole(String when, String length, List<Offered> offers, String fill) {

    /** @param why what speaks for and against it */
    public record Offered(String name, String why, String put) {}
}
