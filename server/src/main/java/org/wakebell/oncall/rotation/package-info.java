/**
 * The arithmetic of being on call: who, from when, until when, and why. Pure: no clock, no database, no Spring, no
 * room. {@link org.wakebell.oncall.rotation.Rota} is the door; docs/oncall.md is the contract it keeps.
 */
@NullMarked
package org.wakebell.oncall.rotation;

import org.jspecify.annotations.NullMarked;
