/** What makes two events the same trouble: an algorithm with a version, on plain text. Knows nothing of the room. */
@NullMarked
@NamedInterface("fingerprint")
package org.wakebell.grading.fingerprint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
