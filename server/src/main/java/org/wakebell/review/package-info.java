/** What the nights of the last weeks teach. Nobody depends on it: delete it and people still wake up. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform :: clock", "platform :: db", "platform :: web", "people", "intake", "triage", "incident", "paging"})
package org.wakebell.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
