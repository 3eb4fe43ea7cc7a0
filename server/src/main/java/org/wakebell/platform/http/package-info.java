/** The one client for calls to the outside. */
@NullMarked
@NamedInterface("http")
package org.wakebell.platform.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
