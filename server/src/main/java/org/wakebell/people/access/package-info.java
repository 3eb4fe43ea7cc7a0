/** Who is asking, and may they: passwords, sessions, tokens, one-time links, limits on guessing. */
@NullMarked
package org.wakebell.people.access;

import org.jspecify.annotations.NullMarked;
