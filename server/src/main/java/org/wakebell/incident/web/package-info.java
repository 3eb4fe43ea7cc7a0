/** The screens of incidents, their REST, and "wake someone". */
@NullMarked
package org.wakebell.incident.web;

import org.jspecify.annotations.NullMarked;
