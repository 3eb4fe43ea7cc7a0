/** Secrets that print as dots, tokens, and sealing at rest. */
@NullMarked
@NamedInterface("secret")
package org.wakebell.platform.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
