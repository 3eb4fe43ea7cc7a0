/** The D-Link DCH-S220 siren over HNAP1 on the home network. */
@NullMarked
package org.wakebell.drivers.dlink;

import org.jspecify.annotations.NullMarked;
