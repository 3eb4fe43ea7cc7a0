package org.wakebell.oncall.code;

import java.util.ArrayList;
import java.util.List;

/** What changes between two texts, line by line: {@code -} goes, {@code +} comes, two lines of what stays around them. */
final class Difference {

    private static final int AROUND = 2;

    static List<String> of(List<String> was, List<String> is) {
        List<String> all = all(was, is);
        List<String> near = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean shown = false;
            for (int j = Math.max(0, i - AROUND); j <= Math.min(all.size() - 1, i + AROUND); j++) {
                shown |= !all.get(j).startsWith(" ");
            }
            if (shown) {
                near.add(all.get(i));
            }
        }
        return near;
    }

    /** By the longest common subsequence. */
    private static List<String> all(List<String> was, List<String> is) {
        int[][] common = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size() - 1; i >= 0; i--) {
            for (int j = is.size() - 1; j >= 0; j--) {
                common[i][j] = was.get(i).equals(is.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < was.size() || j < is.size()) {
            if (i < was.size() && j < is.size() && was.get(i).equals(is.get(j))) {
                lines.add("  " + was.get(i++));
                j++;
            } else if (i < was.size() && (j == is.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + was.get(i++));
            } else {
                lines.add("+ " + is.get(j++));
            }
        }
        return lines;
    }

    private Difference() {}
}
