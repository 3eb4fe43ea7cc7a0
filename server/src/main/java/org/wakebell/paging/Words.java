package org.wakebell.paging;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.wakebell.people.Person;

/** What a bell says, in the person's own language. */
final class Words {

    String up(Person to) {
        return say(to, "bell.up");
    }

    String pass(Person to) {
        return say(to, "bell.pass");
    }

    String open(Person to) {
        return say(to, "bell.open");
    }

    String why(Person to, String why) {
        return say(to, "bell.why", why);
    }

    String title(Person to, Paging.Urgency urgency, String title) {
        return switch (urgency) {
            case WAKE -> say(to, "bell.911", title);
            case TRIAGE -> say(to, "bell.triage", title);
            case GENTLE -> title;
        };
    }

    String say(Person to, String key, Object... values) {
        Locale locale = to.language().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
        ResourceBundle bundle = ResourceBundle.getBundle(
                "i18n.paging", locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }
}
