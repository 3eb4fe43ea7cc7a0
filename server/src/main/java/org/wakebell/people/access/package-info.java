/** Who is asking, and may they: passwords, sessions, tokens, one-time links, limits on guessing. */
@NullMarked
@NamedInterface("access")
package org.wakebell.people.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
