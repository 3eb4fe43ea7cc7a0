package org.wakebell.oncall.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendars as Google, Outlook, Apple, Proton and BambooHR write them, each with its own quirk. */
class IcsTest {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

    static Ics read(String inside) {
        String text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + inside + "END:VCALENDAR\n";
        return Ics.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), SEOUL);
    }

    static String event(String... lines) {
        return "BEGIN:VEVENT\n" + String.join("\n", lines) + "\nEND:VEVENT\n";
    }

    static List<String> spans(String inside) {
        return read(inside).between(FROM, TO).stream().map(o -> o.start() + "/" + o.end()).toList();
    }

    @Test
    void outlook_says_windows_names_and_no_vtimezone() {
        assertThat(spans(event("UID:1", "DTSTART;TZID=Pacific Standard Time:20260701T090000", "DTEND;TZID=\"Pacific Standard Time\":20260701T170000")))
                .containsExactly("2026-07-01T16:00:00Z/2026-07-02T00:00:00Z");
        assertThat(spans(event("UID:1", "DTSTART;TZID=Korea Standard Time:20260701T090000", "DURATION:PT8H")))
                .containsExactly("2026-07-01T00:00:00Z/2026-07-01T08:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-07-01T07:00:00Z", "/mozilla.org/20050126_1/Europe/Berlin, 2026-07-01T07:00:00Z",
        "W. Europe Standard Time, 2026-07-01T07:00:00Z", "'', 2026-07-01T00:00:00Z", "GMT, 2026-07-01T09:00:00Z", "UTC, 2026-07-01T09:00:00Z"
    })
    void a_zone_is_found_however_it_is_named(String tzid, String start) {
        assertThat(spans(event("UID:1", "DTSTART;TZID=" + tzid + ":20260701T090000", "DURATION:PT1H"))).singleElement().asString().startsWith(start);
    }

    @Test
    void a_zone_of_ones_own_is_the_place_it_names_or_its_one_offset_and_otherwise_left_out() {
        String place = "BEGIN:VTIMEZONE\nTZID:Custom\nX-LIC-LOCATION:Europe/Berlin\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        String event = event("UID:1", "SUMMARY:x", "DTSTART;TZID=Custom:20260701T090000", "DURATION:PT1H");
        assertThat(spans(event + place)).containsExactly("2026-07-01T07:00:00Z/2026-07-01T08:00:00Z");
        assertThat(spans(place.replace("X-LIC-LOCATION:Europe/Berlin\n", "").replaceAll("(?s)BEGIN:DAYLIGHT.*END:DAYLIGHT\n", "") + event))
                .containsExactly("2026-07-01T08:00:00Z/2026-07-01T09:00:00Z");
        Ics unknown = read(place.replace("X-LIC-LOCATION:Europe/Berlin\n", "") + event);
        assertThat(unknown.between(FROM, TO)).isEmpty();
        assertThat(unknown.complaints()).containsExactly("nobody knows the time zone \"Custom\"");
    }

    @Test
    void googles_floating_times_are_of_the_calendars_zone() {
        assertThat(spans("X-WR-TIMEZONE:America/New_York\n" + event("UID:1", "DTSTART:20260701T090000", "DTEND:20260701T100000")))
                .containsExactly("2026-07-01T13:00:00Z/2026-07-01T14:00:00Z");
    }

    @Test
    void a_moved_occurrence_is_there_once_also_without_exdate_and_in_another_zone() {
        String series = event("UID:1", "DTSTART;TZID=America/New_York:20260601T090000", "DTEND;TZID=America/New_York:20260601T100000", "RRULE:FREQ=WEEKLY;COUNT=3");
        String moved = event("UID:1", "RECURRENCE-ID:20260608T130000Z", "DTSTART;TZID=America/New_York:20260609T120000", "DTEND;TZID=America/New_York:20260609T130000");
        assertThat(spans(moved + series)).containsExactly(
                "2026-06-01T13:00:00Z/2026-06-01T14:00:00Z", "2026-06-09T16:00:00Z/2026-06-09T17:00:00Z", "2026-06-15T13:00:00Z/2026-06-15T14:00:00Z");
        assertThat(spans(series + moved.replace("END:VEVENT", "STATUS:CANCELLED\nEND:VEVENT"))).hasSize(2);
        assertThat(spans(series + moved.replace("RECURRENCE-ID:20260608T130000Z", "RECURRENCE-ID;VALUE=DATE:20260608"))).hasSize(3).contains("2026-06-09T16:00:00Z/2026-06-09T17:00:00Z");
    }

    @Test
    void this_and_future_moves_all_later_ones_and_changes_their_length() {
        String series = event("UID:1", "DTSTART:20260601T090000Z", "DTEND:20260601T100000Z", "RRULE:FREQ=DAILY;COUNT=5");
        String later = event("UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260603T090000Z", "DTSTART:20260603T120000Z", "DTEND:20260603T140000Z");
        String one = event("UID:1", "RECURRENCE-ID:20260604T090000Z", "DTSTART:20260604T080000Z", "DTEND:20260604T083000Z");
        assertThat(spans(series + later + one)).containsExactly(
                "2026-06-01T09:00:00Z/2026-06-01T10:00:00Z", "2026-06-02T09:00:00Z/2026-06-02T10:00:00Z", "2026-06-03T12:00:00Z/2026-06-03T14:00:00Z",
                "2026-06-04T08:00:00Z/2026-06-04T08:30:00Z", "2026-06-05T12:00:00Z/2026-06-05T14:00:00Z");
    }

    @Test
    void exdates_are_days_or_times_in_any_zone_on_any_line() {
        assertThat(spans(event(
                        "UID:1", "DTSTART;TZID=Asia/Seoul:20260601T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=6", "EXDATE:20260601T000000Z",
                        "EXDATE;TZID=America/New_York:20260601T200000,20260602T200000", "EXDATE;VALUE=DATE:20260604", "EXDATE:")))
                .containsExactly("2026-06-05T00:00:00Z/2026-06-05T01:00:00Z", "2026-06-06T00:00:00Z/2026-06-06T01:00:00Z");
    }

    @Test
    void rdates_have_periods_and_exrules_are_still_seen() {
        assertThat(spans(event(
                        "UID:1", "DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=DAILY;COUNT=4",
                        "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2", "RDATE;VALUE=PERIOD:20260610T090000Z/PT3H,20260611T090000Z/20260611T100000Z", "RDATE:20260612T090000Z")))
                .containsExactly(
                        "2026-06-02T09:00:00Z/2026-06-02T10:00:00Z", "2026-06-04T09:00:00Z/2026-06-04T10:00:00Z", "2026-06-10T09:00:00Z/2026-06-10T12:00:00Z",
                        "2026-06-11T09:00:00Z/2026-06-11T10:00:00Z", "2026-06-12T09:00:00Z/2026-06-12T10:00:00Z");
    }

    @Test
    void a_night_keeps_its_wall_clock_across_a_clock_change() {
        assertThat(spans(event("UID:1", "DTSTART;TZID=America/Chicago:20261030T220000", "DTEND;TZID=America/Chicago:20261031T060000", "RRULE:FREQ=DAILY;COUNT=3")))
                .containsExactly(
                        "2026-10-31T03:00:00Z/2026-10-31T11:00:00Z", "2026-11-01T03:00:00Z/2026-11-01T12:00:00Z", "2026-11-02T04:00:00Z/2026-11-02T12:00:00Z");
    }

    @Test
    void a_repeated_time_is_the_first_and_a_skipped_one_moves_by_the_gap() {
        assertThat(spans(event("UID:1", "DTSTART;TZID=America/Chicago:20261101T013000", "DURATION:PT1H"))).containsExactly("2026-11-01T06:30:00Z/2026-11-01T07:30:00Z");
        assertThat(spans(event("UID:1", "DTSTART;TZID=America/Los_Angeles:20260307T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")))
                .containsExactly("2026-03-07T10:30:00Z/2026-03-07T11:30:00Z", "2026-03-08T10:30:00Z/2026-03-08T11:30:00Z", "2026-03-09T09:30:00Z/2026-03-09T10:30:00Z");
    }

    @Test
    void whole_days_end_before_their_dtend_and_are_of_the_given_zone() {
        Ics ics = read(event("UID:1", "SUMMARY:Mina Park (Vacation)", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"));
        assertThat(ics.between(FROM, TO)).singleElement().satisfies(one -> {
            assertThat(one.first()).isEqualTo(LocalDate.parse("2026-12-24"));
            assertThat(one.last()).isEqualTo(LocalDate.parse("2026-12-26"));
            assertThat(one.start()).isEqualTo(Instant.parse("2026-12-23T15:00:00Z"));
            assertThat(one.end()).isEqualTo(Instant.parse("2026-12-26T15:00:00Z"));
            assertThat(one.summary()).isEqualTo("Mina Park (Vacation)");
        });
        assertThat(spans(event("UID:1", "DTSTART;VALUE=DATE:20261224"))).containsExactly("2026-12-23T15:00:00Z/2026-12-24T15:00:00Z");
    }

    @Test
    void what_lasts_no_time_is_left_out() {
        assertThat(spans(event("UID:1", "DTSTART:20260601T090000Z"))).isEmpty();
        assertThat(spans(event("UID:1", "DTSTART:20260601T090000Z", "DTEND:20260601T080000Z"))).isEmpty();
        assertThat(spans(event("UID:1", "DTSTART:20260601T090000Z", "DURATION:-PT1H"))).isEmpty();
    }

    @Test
    void of_two_versions_the_higher_sequence_counts_wherever_it_stands() {
        String late = event("UID:1", "SEQUENCE:2", "DTSTART:20260602T090000Z", "DURATION:PT1H");
        String early = event("UID:1", "SEQUENCE:1", "DTSTART:20260601T090000Z", "DURATION:PT1H");
        assertThat(spans(late + early)).containsExactly("2026-06-02T09:00:00Z/2026-06-02T10:00:00Z").isEqualTo(spans(early + late));
    }

    @Test
    void what_is_cancelled_is_gone() {
        String event = event("UID:1", "DTSTART:20260601T090000Z", "DURATION:PT1H");
        assertThat(spans(event.replace("END:", "STATUS:CANCELLED\nEND:"))).isEmpty();
        assertThat(spans("METHOD:CANCEL\n" + event)).isEmpty();
        assertThat(spans("METHOD:PUBLISH\n" + event)).hasSize(1);
    }

    @Test
    void lines_are_folded_inside_characters_end_in_lf_and_begin_with_a_mark() {
        byte[] name = "민아 휴가, 제주".getBytes(StandardCharsets.UTF_8);
        String head = "\uFEFFBEGIN:VCALENDAR\nX-WR-CALNAME:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20260601T090000Z\nDTEND:20260601T100000Z\nBEGIN:VALARM\nTRIGGER:-PT5M\nDURATION:PT3H\nEND:VALARM\nSUMMARY:";
        byte[] all = new byte[0];
        for (byte[] part : List.of(head.getBytes(StandardCharsets.UTF_8), java.util.Arrays.copyOf(name, 4), "\n ".getBytes(StandardCharsets.UTF_8),
                java.util.Arrays.copyOfRange(name, 4, name.length), "\nEND:VEVENT\nEND:VCALENDAR".getBytes(StandardCharsets.UTF_8))) {
            byte[] more = java.util.Arrays.copyOf(all, all.length + part.length);
            System.arraycopy(part, 0, more, all.length, part.length);
            all = more;
        }
        assertThat(Ics.read(all, SEOUL).between(FROM, TO)).extracting(Occurrence::summary).containsExactly("민아 휴가, 제주");
    }

    @Test
    void a_series_of_decades_is_looked_at_only_where_asked() {
        assertThat(read(event("UID:1", "DTSTART:19700101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")).between(FROM, TO)).hasSize(365);
        assertThat(read(event("UID:1", "DTSTART:20251231T120000Z", "DURATION:P3D")).between(FROM, TO)).hasSize(1);
    }

    @Test
    void who_is_meant_may_be_said_by_mail() {
        assertThat(read(event("UID:1", "DTSTART:20260601T090000Z", "DURATION:PT1H", "ATTENDEE;CN=\"Park; Mina\":mailto:Mina@Example.com")).between(FROM, TO))
                .singleElement().satisfies(one -> assertThat(one.mails()).containsExactly("mina@example.com"));
    }

    @Test
    void one_event_that_is_not_understood_does_not_hide_the_others() {
        Ics ics = read(event("UID:1", "SUMMARY:odd") + event("UID:2", "DTSTART:2026-06-01") + event("UID:3", "DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY")
                + event("UID:4", "DTSTART:20260601T090000Z", "DURATION:PT1H"));
        assertThat(ics.between(FROM, TO)).extracting(Occurrence::uid).containsExactly("4");
        assertThat(ics.complaints()).hasSize(3).anyMatch(one -> one.contains("no DTSTART: odd")).anyMatch(one -> one.contains("\"2026-06-01\" is not a time"))
                .anyMatch(one -> one.contains("FREQ=SECONDLY"));
    }

    @Test
    void what_is_no_calendar_or_too_much_of_one_is_refused() {
        assertThatThrownBy(() -> Ics.read("<html>sign in</html>".getBytes(StandardCharsets.UTF_8), SEOUL)).isInstanceOf(IcsRefused.class).hasMessageContaining("not a calendar");
        assertThatThrownBy(() -> Ics.read(new byte[Ics.MOST_BYTES + 1], SEOUL)).isInstanceOf(IcsRefused.class);
        String hourly = event("UID:1", "DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY");
        assertThatThrownBy(() -> read(hourly + hourly.replace("UID:1", "UID:2") + hourly.replace("UID:1", "UID:3")).between(FROM, TO)).isInstanceOf(IcsRefused.class);
    }
}
