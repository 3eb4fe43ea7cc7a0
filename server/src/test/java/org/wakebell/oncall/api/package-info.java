/** The API as a program uses it. */
@NullMarked
package org.wakebell.oncall.api;

import org.jspecify.annotations.NullMarked;
