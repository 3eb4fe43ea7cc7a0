package org.wakebell.platform.web;

/**
 * A card in its place on the Board.
 *
 * @param id stays the same, so that the sheet can be fetched again alone
 */
public record Sheet(String id, Card.Shown shown) {}
