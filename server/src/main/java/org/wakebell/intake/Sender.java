package org.wakebell.intake;

import org.wakebell.grading.Grader;

/**
 * Whoever holds a source's key, as one request sees it: source, rules and grader of one version.
 *
 * @param key the key's id, for "last used"
 */
public record Sender(Source source, Grader grader, String key) {}
