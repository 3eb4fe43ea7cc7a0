/** The Sources screens, the same for programs, and the doors as Spring sees them. */
@NullMarked
package org.wakebell.intake.web;

import org.jspecify.annotations.NullMarked;
