/** An address on the web as a bell: gentle, never proof that anyone woke. Signed after Standard Webhooks. */
@NullMarked
package org.wakebell.drivers.webhook;

import org.jspecify.annotations.NullMarked;
