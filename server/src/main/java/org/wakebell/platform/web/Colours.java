package org.wakebell.platform.web;

/** One colour per person, the same on every screen: {@code p1} to {@code p8} of the style sheet. */
@FunctionalInterface
public interface Colours {

    int MANY = 8;

    String of(String person);
}
