/** Transactions on SQLite and PostgreSQL, ids, instants as microseconds. */
@NullMarked
@NamedInterface("db")
package org.wakebell.platform.db;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
