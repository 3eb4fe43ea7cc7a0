/** The frame of the screens, pokes, errors and words in two languages. */
@NullMarked
@NamedInterface("web")
package org.wakebell.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
