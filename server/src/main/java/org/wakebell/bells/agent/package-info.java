/** Home agents: pairing, the line to each, and the bells that hang on it. */
@NullMarked
@NamedInterface("agent")
package org.wakebell.bells.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
