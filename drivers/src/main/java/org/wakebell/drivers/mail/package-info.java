/** Mail as a bell: gentle, never proof that anyone woke. Needs angus-mail on the class path. */
@NullMarked
package org.wakebell.drivers.mail;

import org.jspecify.annotations.NullMarked;
