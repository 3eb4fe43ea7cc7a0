package org.wakebell.bench.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wakebell.grading.Grade;
import org.wakebell.incident.Incidents;
import org.wakebell.paging.Paging;
import org.wakebell.people.Actor;
import org.wakebell.platform.db.Micros;
import org.wakebell.platform.web.Refusal;
import org.wakebell.triage.Batch;
import org.wakebell.triage.Triage;

/**
 * Senders that report trouble, triagers who judge it or do not, and people who are rung: they answer, hush, pass it on,
 * take it on, sleep through, or answer and fall asleep again. Whatever they do is a request to one of the nodes; what
 * was not answered is sent again, and some of it arrives twice.
 */
final class Crowd {

    /** Something that broke. @param trusted its 911 needs nobody's verdict */
    static final class Trouble {
        final String fingerprint;
        final String source;
        final boolean trusted;
        /** Someone who counts has said 911 and was told that it was kept. */
        boolean confirmed;
        boolean sent;
        String incident = "";

        Trouble(String fingerprint, String source, boolean trusted) {
            this.fingerprint = fingerprint;
            this.source = source;
            this.trusted = trusted;
        }
    }

    private final World world;
    private final Agenda agenda;
    private final Dice dice;
    private final Town town;
    private final List<Trouble> troubles = new ArrayList<>();
    private final Map<String, Long> busy = new HashMap<>();
    private int open;

    Crowd(World world, Agenda agenda, Dice dice, Town town) {
        this.world = world;
        this.agenda = agenda;
        this.dice = dice;
        this.town = town;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    /** Nothing more will come, and nothing is open. */
    boolean done() {
        return open == 0 && world.judge().quiet();
    }

    void begin() {
        int many = dice.chance(0.6) ? 1 : 2 + dice.below(2);
        for (int n = 0; n < many; n++) {
            boolean byHand = dice.chance(0.1);
            Trouble trouble = new Trouble("trouble " + n, "source " + dice.below(2), dice.chance(0.6));
            open++;
            agenda.in(dice.seconds(1, many == 1 ? 5 : 240), () -> {
                if (byHand) {
                    wake();
                } else {
                    troubles.add(trouble);
                    raise(trouble);
                }
            });
        }
    }

    // Requests.

    private interface Work {
        void at(Node node);
    }

    /** Sends a request until it was answered. A crash, or the weather, loses requests and answers. */
    private void ask(String what, Work work, Runnable answered) {
        ask(what, work, answered, 0);
    }

    private void ask(String what, Work work, Runnable answered, int before) {
        Node node = world.anyNode();
        boolean lost = world.fate().chance(world.weather().losses());
        boolean[] heard = {false};
        if (node != null) {
            agenda.in(dice.seconds(0.002, 0.1), node, () -> {
                world.say(what + " at " + node.name());
                try {
                    work.at(node);
                } catch (Refusal no) {
                    world.say("refused: " + no.message());
                }
                if (!lost && !heard[0]) {
                    heard[0] = true;
                    answered.run();
                }
            });
        }
        if (before < 8) {
            agenda.in(dice.seconds(3, 8), () -> {
                if (!heard[0]) {
                    heard[0] = true;
                    ask(what, work, answered, before + 1);
                }
            });
        }
        if (node != null && before == 0 && world.fate().chance(world.weather().doubles())) {
            agenda.in(dice.seconds(0.05, 2), node, () -> {
                world.say(what + " once more at " + node.name());
                try {
                    work.at(node);
                } catch (Refusal no) {
                    world.say("refused: " + no.message());
                }
            });
        }
    }

    // Trouble.

    private void raise(Trouble trouble) {
        ask("911 of " + trouble.fingerprint, node -> node.house().triage().triage().take(batch(trouble)), () -> {
            if (!trouble.sent) {
                trouble.sent = true;
                open--;
                raised(trouble);
            }
        });
    }

    private void raised(Trouble trouble) {
        trouble.confirmed = trouble.trusted;
        world.judge().lookAgain();
        if (!trouble.trusted) {
            triage(trouble);
        }
        if (dice.chance(0.25)) {
            agenda.in(dice.seconds(20, 500), () -> recover(trouble));
        }
    }

    private void recover(Trouble trouble) {
        Instant at = world.now();
        world.judge().recovers(trouble);
        ask("recovered: " + trouble.fingerprint, node -> node.house().triage().triage().take(new Batch(
                List.of(),
                List.of(),
                List.of(new Batch.Word(trouble.source, town.service(), trouble.fingerprint, Batch.Word.Kind.RECOVERED, at, "")))),
                () -> {});
        if (dice.chance(0.5)) {
            agenda.in(dice.seconds(10, 300), () -> ask("again: " + trouble.fingerprint,
                    node -> node.house().triage().triage().take(batch(trouble)), () -> {}));
        }
    }

    private Batch batch(Trouble trouble) {
        Instant now = world.now();
        return new Batch(
                List.of(new Batch.Delta(
                        trouble.source,
                        town.service(),
                        trouble.fingerprint,
                        Grade.G911,
                        trouble.fingerprint,
                        "1",
                        "severity FATAL",
                        "the same message",
                        trouble.trusted,
                        1,
                        now,
                        now,
                        Map.of(now.getEpochSecond() / 60, 1L),
                        Set.of(),
                        Set.of(),
                        List.of())),
                List.of(),
                List.of());
    }

    private void triage(Trouble trouble) {
        double mood = dice.random().nextDouble();
        if (mood > 0.75) {
            return;
        }
        Triage.Verdict verdict = mood < 0.6 ? Triage.Verdict.V911 : Triage.Verdict.V912;
        Actor by = world.judge().actor(dice.one(town.triagers()));
        agenda.in(dice.seconds(5, 280), () -> {
            String alert = world.judge().alert(trouble);
            if (alert.isEmpty()) {
                return;
            }
            boolean[] refused = {false};
            ask(by.name() + " judges " + verdict.word() + ": " + trouble.fingerprint, node -> {
                try {
                    node.house().triage().triage().judge(by, alert, verdict, "", true);
                } catch (Refusal no) {
                    refused[0] = true;
                    throw no;
                }
                if (verdict != Triage.Verdict.V911) {
                    world.judge().mayEnd(alert);
                }
            }, () -> {
                if (!refused[0] && verdict == Triage.Verdict.V911) {
                    trouble.confirmed = true;
                    world.judge().lookAgain();
                }
            });
        });
    }

    private void wake() {
        Actor by = world.judge().actor(dice.one(town.triagers()));
        String[] opened = {""};
        ask(by.name() + " wakes someone by hand", node -> {
            if (opened[0].isEmpty()) {
                opened[0] = node.house().incident().incidents()
                        .wake(by, new Incidents.ByHand(town.service(), Set.of(), "it is down", false));
            }
        }, () -> {
            open--;
            if (!opened[0].isEmpty()) {
                Trouble trouble = new Trouble("by hand", "", true);
                trouble.confirmed = true;
                trouble.incident = opened[0];
                troubles.add(trouble);
                world.judge().lookAgain();
            }
        });
    }

    // People.

    /** The siren beside somebody begins to sound. */
    void hears(Street.Home home, String key, boolean fresh) {
        if (fresh && dice.chance(0.85) && free(home.owner, 80)) {
            agenda.in(dice.seconds(3, 60), () -> react(home.owner, key, home));
        }
    }

    /** A message reached somebody's phone. */
    void reads(String person, String key) {
        boolean calls = key.substring(key.indexOf('.') + 1).matches("([0-9]|[pwbrh]).*");
        if (calls && dice.chance(0.5) && free(person, 60)) {
            agenda.in(dice.seconds(3, 50), () -> react(person, key, null));
        }
    }

    /** Nobody does two things at once. */
    private boolean free(String person, int seconds) {
        if (busy.getOrDefault(person, 0L) > agenda.now()) {
            return false;
        }
        busy.put(person, agenda.now() + seconds * Dice.SECOND);
        return true;
    }

    private void react(String person, String key, Street.@Nullable Home home) {
        Actor by = world.judge().actor(person);
        String page = key.substring(0, key.indexOf('.'));
        String about = " " + world.shortly(page + ".");
        double mood = dice.random().nextDouble();
        if (mood < 0.08) {
            String heard = world.judge().heard(page, person);
            ask(by.name() + " hushes" + about, node -> {
                world.judge().hushes(page, person, heard);
                node.house().paging().paging().hush(by, List.of(page), Micros.instant(Long.parseLong(heard)));
            }, () -> {});
        } else if (mood < 0.18) {
            ask(by.name() + " passes on" + about, node -> {
                world.judge().excused(page);
                node.house().paging().paging().passOn(by, page, null);
            }, () -> {});
        } else if (mood < 0.28) {
            incident(page, incident -> own(by, page, incident));
        } else if (home != null && home.connected() && mood < 0.5) {
            world.say(by.name() + " presses the button beside the siren");
            ask(by.name() + " presses up" + about, node -> node.house().bells().lines().pressed(key, "up", "button", node.time()),
                    () -> up(by, page));
        } else {
            ask(by.name() + " answers" + about, node -> answer(by, page, node), () -> up(by, page));
        }
    }

    private void answer(Actor by, String page, Node node) {
        String before = world.judge().state(page);
        Paging.Heard heard = node.house().paging().paging().answer(by, page, "up");
        world.say("  " + heard);
        if (heard == Paging.Heard.ANSWERED && !before.equals("RINGING")) {
            world.judge().breaks("an answer of " + by.name() + " counted although the page was " + before + " already");
        }
    }

    /** Someone is up: they work on it, or fall asleep again. */
    private void up(Actor by, String page) {
        double mood = dice.random().nextDouble();
        if (mood < 0.25) {
            return;
        }
        incident(page, incident -> agenda.in(dice.seconds(5, 120), () -> {
            if (mood < 0.6) {
                own(by, page, incident);
            } else {
                resolve(by, page, incident);
            }
        }));
    }

    private void own(Actor by, String page, String incident) {
        ask(by.name() + " works on " + world.shortly(page + "."), node -> node.house().incident().incidents().own(by, incident), () -> {
            if (dice.chance(0.9)) {
                agenda.in(dice.seconds(10, 200), () -> resolve(by, page, incident));
            }
        });
    }

    private void resolve(Actor by, String page, String incident) {
        world.judge().mayEndPage(page);
        ask(by.name() + " resolves " + world.shortly(page + "."), node -> node.house().incident().incidents().resolve(by, incident, "fixed"),
                () -> {});
    }

    private void incident(String page, Consumer<String> then) {
        String incident = world.judge().incident(page);
        if (!incident.isEmpty()) {
            then.accept(incident);
        }
    }
}
