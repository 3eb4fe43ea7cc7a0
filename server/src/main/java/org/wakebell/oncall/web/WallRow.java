package org.wakebell.oncall.web;

/**
 * @param left whether its maker's account is off
 * @param mayRevoke whether this reader may
 */
public record WallRow(
        String id, String label, String shown, boolean phones, String maker, boolean left, String made, String used, boolean mayRevoke) {}
