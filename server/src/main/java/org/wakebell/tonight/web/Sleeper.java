package org.wakebell.tonight.web;

import org.wakebell.tonight.Tonight;

/**
 * One person on the card. Public for the template.
 *
 * @param self the reader: only they can mend their own bells
 */
public record Sleeper(Tonight.Needed needed, boolean awake, boolean self) {}
