/** Bells by wire. A driver never sees a database, a person or an incident; it runs in the server and at home alike. */
@NullMarked
package org.wakebell.drivers;

import org.jspecify.annotations.NullMarked;
