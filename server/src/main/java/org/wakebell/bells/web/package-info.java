/** The Bells screen and its REST twin: one's own bells and home agents, everyone's for an admin. */
@NullMarked
package org.wakebell.bells.web;

import org.jspecify.annotations.NullMarked;
