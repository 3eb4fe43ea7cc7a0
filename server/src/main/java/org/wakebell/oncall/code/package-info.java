/**
 * Schedules as code: the file of docs/schedules-as-code.md, read with its line numbers, asked without a server, and laid
 * over what a server has. An edge above the room: what a field means is decided where the API decides it.
 */
@NullMarked
@NamedInterface("code")
package org.wakebell.oncall.code;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
