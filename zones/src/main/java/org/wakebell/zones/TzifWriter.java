package org.wakebell.zones;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a TZif file of version 2 whose 32-bit half is empty, as RFC 9636 (section 4) recommends. */
final class TzifWriter {

    /** One abbreviation for all: java.time has no use for any. */
    private static final byte[] LETTERS = {'-', '0', '0', 0};

    static byte[] write(Tzif zone) {
        List<Tzif.Type> types = new ArrayList<>(List.of(zone.type(-1)));
        int[] numbers = new int[zone.transitions().size()];
        for (int i = 0; i < numbers.length; i++) {
            Tzif.Type type = zone.type(i);
            if (!types.contains(type)) {
                types.add(type);
            }
            numbers[i] = types.indexOf(type);
        }
        byte[] rule = zone.rule().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(2 * 44 + 6 + 1 + 9 * numbers.length + 6 * types.size() + LETTERS.length + rule.length + 2);
        header(out, 0, 1, 1);
        out.put(new byte[6 + 1]);
        header(out, numbers.length, types.size(), LETTERS.length);
        zone.transitions().forEach(transition -> out.putLong(transition.at()));
        for (int number : numbers) {
            out.put((byte) number);
        }
        types.forEach(type -> out.putInt(type.offset().getTotalSeconds()).put((byte) (type.summer() ? 1 : 0)).put((byte) 0));
        out.put(LETTERS).put((byte) '\n').put(rule).put((byte) '\n');
        return out.array();
    }

    private static void header(ByteBuffer out, int times, int types, int letters) {
        out.putInt(TzifReader.MAGIC).put((byte) '2').put(new byte[15]);
        out.putInt(0).putInt(0).putInt(0).putInt(times).putInt(types).putInt(letters);
    }

    private TzifWriter() {}
}
