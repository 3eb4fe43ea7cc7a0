/** The home agent: dials out to the server and rings the bells on the network that it lives in. */
@NullMarked
package org.wakebell.home;

import org.jspecify.annotations.NullMarked;
