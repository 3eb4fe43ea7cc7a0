package org.wakebell.bells.bedside;

import org.jspecify.annotations.Nullable;

/**
 * What the page says of itself every 10 s.
 *
 * @param armed someone tapped "arm", heard the test and has not left since
 * @param audio state of its AudioContext; only {@code running} can sound
 * @param wakeLock {@code held}, {@code lost}, or {@code none} where the browser has no such thing
 * @param battery percent, or -1 if unknown
 * @param live its stream of pokes stands; without it a ring would be heard up to 10 s late
 * @param zone of the device, and {@code offsetMinutes} east of UTC; null from a page that was opened before it could say so
 */
public record Beat(
        boolean armed,
        boolean visible,
        String wakeLock,
        String audio,
        int battery,
        boolean charging,
        boolean live,
        @Nullable String zone,
        @Nullable Integer offsetMinutes) {

    /** Why it would not wake anyone, for its owner; empty if it would. */
    String off() {
        if (!armed) {
            return "The bedside page is open but not armed. Tap Arm on it.";
        }
        if (!audio.equals("running")) {
            return "The bedside page cannot sound: its audio is " + word(audio) + ". Tap Arm on it again.";
        }
        if (!live) {
            return "The bedside page lost its line to the server and is calling again. Look at its Wi-Fi.";
        }
        if (!visible) {
            return "The bedside page is hidden. Bring it to the front and leave it there.";
        }
        if (wakeLock.equals("lost")) {
            return "The bedside page lost its hold on the screen, so the device will sleep. Tap Arm on it again.";
        }
        if (battery >= 0 && battery < 15 && !charging) {
            return "The bedside device has " + battery + " % of its battery left and is not charging. Plug it in.";
        }
        return "";
    }

    String on() {
        String screen = wakeLock.equals("held") ? "the screen stays on" : "the browser cannot keep the screen on";
        String power = battery < 0 ? "" : charging ? ", charging" : ", battery " + battery + " %";
        return "Armed, audio runs, " + screen + power + ".";
    }

    private static String word(String text) {
        return text.matches("[a-z]{1,12}") ? text : "unknown";
    }
}
