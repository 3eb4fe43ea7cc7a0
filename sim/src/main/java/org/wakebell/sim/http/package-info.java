/** The smallest HTTP/1.1 server that a twin needs: raw sockets, so that it can also misbehave. */
@NullMarked
package org.wakebell.sim.http;

import org.jspecify.annotations.NullMarked;
