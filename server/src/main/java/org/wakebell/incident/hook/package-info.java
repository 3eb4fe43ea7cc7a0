/** Lifecycle webhooks: other systems hear what becomes of an incident, in order, signed, until they have taken it. */
@NullMarked
@NamedInterface("hook")
package org.wakebell.incident.hook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
