/** The Board's answer to "could they be woken tonight?". */
@NullMarked
package org.wakebell.tonight.web;

import org.jspecify.annotations.NullMarked;
