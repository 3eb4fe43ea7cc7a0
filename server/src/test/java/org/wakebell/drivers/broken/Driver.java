package org.wakebell.drivers.broken;

import javax.sql.DataSource;

/** Breaks the wall between bells and databases, so that the wall can be seen to stand. */
public record Driver(DataSource database) {}
