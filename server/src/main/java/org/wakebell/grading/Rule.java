package org.wakebell.grading;

/**
 * One line of a source's rules, as people write it: what must hold, and the grade it gives. The words of {@code when}
 * are described in docs/grading.md: {@code severity >= FATAL}, {@code marker = PAGE},
 * {@code attribute shop.tier = gold and message ~ declined}, {@code always}.
 */
public record Rule(String when, Grade grade) {}
