/** The triagers' screens and their REST. */
@NullMarked
package org.wakebell.triage.web;

import org.jspecify.annotations.NullMarked;
