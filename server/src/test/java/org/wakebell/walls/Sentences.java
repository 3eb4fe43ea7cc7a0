package org.wakebell.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** What the walls say. {@link SentencesTest} holds the house to them and shows that each can fail. */
final class Sentences {

    private static final String DRIVERS = "org.wakebell.drivers..";
    private static final String WIRE = "org.wakebell.wire..";
    private static final String HOME = "org.wakebell.home..";
    private static final String SIM = "org.wakebell.sim..";

    /** Makes the agent's clock, sleeper and chance, as the shell does for the server. */
    private static final String HOME_MAIN = "org.wakebell.home.Main";

    private static final String SHELL = "org.wakebell";

    private static final Set<String> CLOCK_WORDS = Set.of("now", "currentTimeMillis", "nanoTime", "sleep", "parkNanos",
            "parkUntil", "system", "systemUTC", "systemDefaultZone", "tick", "tickSeconds", "tickMinutes", "tickMillis");

    private static final Set<String> CLOCK_OWNERS =
            Set.of("java.lang.System", "java.lang.Thread", "java.util.concurrent.locks.LockSupport");

    /** References such as {@code Thread::sleep} count as well as calls. */
    static final ArchRule TIME = noClasses()
            .that(outside("org.wakebell.platform.clock..", SIM))
            .and().doNotHaveFullyQualifiedName(HOME_MAIN)
            .should(accessTargetWhere(described("reads a clock or sleeps", access -> {
                AccessTarget target = access.getTarget();
                String owner = target.getOwner().getName();
                boolean tellsTime = owner.startsWith("java.time.") || CLOCK_OWNERS.contains(owner);
                boolean aDate = owner.equals("java.util.Date") && target.getName().equals("<init>");
                return aDate || tellsTime && CLOCK_WORDS.contains(target.getName());
            })))
            .because("only platform.clock knows what time it is; everyone else is told");

    static final ArchRule CHANCE = noClasses()
            .that(outside(SIM))
            .and().doNotHaveFullyQualifiedName(HOME_MAIN)
            .should(accessTargetWhere(described("makes randomness of its own", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getTarget().getName();
                return owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")
                        || owner.isEquivalentTo(Math.class) && name.equals("random")
                        || owner.isEquivalentTo(ThreadLocalRandom.class)
                        || name.equals("<init>")
                                && (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SplittableRandom.class));
            })))
            .because("Ids and RandomGenerator come by constructor, so that a story can be told twice");

    static final ArchRule SECRETS = noClasses()
            .that(outside("org.wakebell.platform.secret..", SHELL, DRIVERS, WIRE, HOME, SIM))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom")
            .because("tokens and keys are made in platform.secret");

    static final ArchRule THREADS = noClasses()
            .that(outside("org.wakebell.platform..", SHELL, DRIVERS, WIRE, HOME, SIM))
            .should(accessTargetWhere(described("starts a thread", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getTarget().getName();
                return owner.isEquivalentTo(Executors.class)
                        || owner.isEquivalentTo(CompletableFuture.class) && name.endsWith("Async")
                        || owner.isEquivalentTo(Thread.class)
                                && Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread").contains(name);
            })))
            .because("what runs by itself is a Loop or a duty, and only the platform starts those");

    static final ArchRule FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat(named(
                    "org.springframework.scheduling.annotation.Scheduled",
                    "org.springframework.scheduling.annotation.Async",
                    "org.springframework.transaction.annotation.Transactional",
                    "org.springframework.context.event.EventListener",
                    "org.springframework.context.ApplicationEventPublisher"))
            .because("later is a duty row, sideways is a poke, a transaction is said in code");

    static final ArchRule CONTROLLERS = ArchRuleDefinition.classes()
            .that()
            .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
            .should()
            .notBePublic()
            .because("a screen is nobody's door");

    /** A role may be called Helper; a drawer called RingHelper may not. */
    static final ArchRule NAMES = noClasses()
            .should()
            .haveNameMatching(".*[A-Za-z0-9](Manager|Helper|Impl|Utils?)")
            .because("such a name says nothing");

    static final ArchRule TWINS = noClasses()
            .that()
            .resideInAPackage(SIM)
            .should()
            .dependOnClassesThat(describe(
                    "are ours and no twins",
                    type -> type.getPackageName().startsWith("org.wakebell") && !resideInAnyPackage(SIM).test(type)))
            .because("a twin that shares the driver's code shares its bugs");

    static final ArchRule LIGHT = noClasses()
            .that()
            .resideInAnyPackage(DRIVERS, WIRE, HOME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..")
            .because("they run on a Raspberry Pi, and in the server");

    static final ArchRule WIRES = noClasses()
            .that(outside("org.wakebell.bells..", SHELL, DRIVERS, WIRE, HOME))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.wakebell.drivers.*..", WIRE)
            .because("only bells knows what a bell is made of");

    /** java.time makes its zones from these classes: one that asks for a zone, or for a logger that does, waits for itself. */
    static final ArchRule BARE = noClasses()
            .that()
            .resideInAPackage("org.wakebell.zones..")
            .should()
            .dependOnClassesThat(describe(
                    "are neither the JDK's nor its own, or ask for a zone",
                    type -> Set.of("java.time.ZonedDateTime", "java.time.format.DateTimeFormatter", "java.lang.System$Logger").contains(type.getName())
                            || !resideInAnyPackage("java..", "org.jspecify..", "org.wakebell.zones..").test(type)))
            .because("it is loaded while java.time starts");

    static final List<ArchRule> ALL =
            List.of(TIME, CHANCE, SECRETS, THREADS, FRAMEWORK, CONTROLLERS, NAMES, TWINS, LIGHT, WIRES, BARE);

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> all = Set.of(names);
        return describe("are one of " + all, type -> all.contains(type.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> described(String what, java.util.function.Predicate<JavaAccess<?>> is) {
        return describe(what, is);
    }

    private Sentences() {}
}
