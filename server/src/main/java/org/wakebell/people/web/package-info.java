/** The screens of people: signing in, set-up, invitations, one's own account, everyone and their services. */
@NullMarked
package org.wakebell.people.web;

import org.jspecify.annotations.NullMarked;
