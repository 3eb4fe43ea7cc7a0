package org.wakebell.sim.dlink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakebell.sim.http.Reply;
import org.wakebell.sim.http.Request;

/** The device's side of HNAP: login in two steps, a signature on every action, and the siren's few actions. */
final class Hnap {

    private static final String SPACE = "http://purenetworks.com/HNAP1/";
    private static final String FACTS = "<Type>ConnectedHomeClient</Type><DeviceName>bedroom</DeviceName>"
            + "<VendorName>D-Link</VendorName><ModelDescription>D-Link Siren Alarm</ModelDescription>"
            + "<ModelName>DCH-S220</ModelName><DeviceMacId>%s</DeviceMacId><FirmwareVersion>1.22</FirmwareVersion>"
            + "<FirmwareRegion>Default</FirmwareRegion><LatestFirmwareVersion></LatestFirmwareVersion>"
            + "<HardwareVersion>A2</HardwareVersion><HNAPVersion>0124</HNAPVersion>"
            + "<PresentationURL>http://dch-s220.local.</PresentationURL>"
            + "<ModuleTypes><string>Audio Renderer</string></ModuleTypes>"
            + "<SOAPActions><string>" + SPACE + "SetSoundPlay</string><string>" + SPACE
            + "SetAlarmDismissed</string></SOAPActions>";

    private final DlinkTwin twin;
    private final Horn horn;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Hnap(DlinkTwin twin, Horn horn) {
        this.twin = twin;
        this.horn = horn;
    }

    Reply on(Request request) {
        if (request.method().equals("GET")) {
            return result("GetDeviceSettings", "OK", facts());
        }
        if (!request.header("content-type").startsWith("text/xml") || !request.header("upgrade").isEmpty()) {
            twin.sin("a request that the device's small server cannot read");
            return new Reply.Page(400, "text/html", "<html><body>Bad Request</body></html>");
        }
        String quoted = request.header("soapaction");
        Matcher action = Pattern.compile("\"" + Pattern.quote(SPACE) + "(\\w+)\"").matcher(quoted);
        if (!action.matches() || !request.body().contains("<" + action.group(1) + " xmlns=\"" + SPACE + "\">")) {
            twin.sin("SOAPAction and body that do not fit");
            return new Reply.Page(500, "text/xml", "");
        }
        if (action.group(1).equals("Login")) {
            return login(request, quoted);
        }
        Session session = session(request);
        if (session == null || !session.isIn() || !session.vouches(request.header("hnap_auth"), quoted)) {
            return expired(action.group(1));
        }
        return act(action.group(1), request.body());
    }

    void expire() {
        sessions.clear();
    }

    private Reply login(Request request, String quoted) {
        String body = request.body();
        String user = twin.is(Mood.LOWER_CASE_ADMIN) ? "admin" : "Admin";
        if (!field(body, "Username").equals(user) && !(user.equals("Admin") && field(body, "Username").equals("admin"))) {
            return result("Login", "failed", "");
        }
        if (field(body, "Action").equals("request")) {
            Session fresh = new Session(twin.pin());
            sessions.put(fresh.cookie, fresh);
            return result(
                    "Login",
                    "OK",
                    "<Challenge>" + fresh.challenge + "</Challenge><Cookie>" + fresh.cookie + "</Cookie><PublicKey>"
                            + fresh.publicKey + "</PublicKey>");
        }
        Session session = session(request);
        boolean in = session != null
                && field(body, "Action").equals("login")
                && session.vouches(request.header("hnap_auth"), quoted)
                && session.enter(field(body, "LoginPassword"));
        twin.login(in);
        return result("Login", in ? "success" : "failed", "");
    }

    private Reply act(String action, String body) {
        return switch (action) {
            case "SetSoundPlay" -> sound(body);
            case "SetAlarmDismissed" -> {
                horn.dismiss();
                yield result(action, "OK", "");
            }
            case "GetSirenAlarmSettings" -> result(action, "OK", "<IsSounding>" + horn.sounding() + "</IsSounding>");
            case "GetDeviceSettings" -> result(action, "OK", facts());
            case "IsDeviceReady" -> result(action, "OK", "");
            case "GetModuleSOAPActions" -> result(
                    action,
                    "OK",
                    "<ModuleSOAPList><SOAPActions><Action>" + SPACE + "SetSoundPlay</Action><Action>" + SPACE
                            + "SetAlarmDismissed</Action><Action>" + SPACE
                            + "GetSirenAlarmSettings</Action></SOAPActions></ModuleSOAPList>");
            case "Reboot" -> {
                horn.dismiss();
                expire();
                yield result(action, "OK", "");
            }
            default -> result(action, "ERROR", "");
        };
    }

    private Reply sound(String body) {
        int type = number(body, "SoundType");
        int volume = number(body, "Volume");
        int seconds = number(body, "Duration");
        if (type < 1 || type > 6 || volume < 1 || volume > 100 || seconds < 1 || seconds > 88888
                || number(body, "ModuleID") != 1) {
            return result("SetSoundPlay", "ERROR", "");
        }
        if (!twin.is(Mood.SILENT)) {
            horn.sound(type, volume, seconds);
        }
        return twin.is(Mood.LOSES_ANSWER) ? new Reply.Drop() : result("SetSoundPlay", "OK", "");
    }

    private Reply expired(String action) {
        return switch (twin.expiry()) {
            case ERROR -> result(action, "ERROR", "");
            case FORBIDDEN -> new Reply.Page(403, "text/html", "<html><body>403 Forbidden</body></html>");
            case FAULT -> new Reply.Page(500, "text/html", "<html><body>500</body></html>");
            case HTML -> new Reply.Page(200, "text/html", "<!DOCTYPE html><html><body><p>Please log in<br></body></html>");
        };
    }

    private String facts() {
        return FACTS.formatted(twin.is(Mood.OTHER_MAC) ? "6C:72:20:00:00:99" : twin.mac());
    }

    private @Nullable Session session(Request request) {
        Matcher cookie = Pattern.compile("uid=([^;]+)").matcher(request.header("cookie"));
        return cookie.find() ? sessions.get(cookie.group(1)) : null;
    }

    private static Reply result(String action, String result, String more) {
        return new Reply.Page(
                200,
                "text/xml",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/"
                        + "XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://"
                        + "schemas.xmlsoap.org/soap/envelope/\"><soap:Body><" + action + "Response xmlns=\"" + SPACE
                        + "\"><" + action + "Result>" + result + "</" + action + "Result>" + more + "</" + action
                        + "Response></soap:Body></soap:Envelope>");
    }

    private static String field(String body, String name) {
        Matcher m = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
        return m.find() ? m.group(1) : "";
    }

    private static int number(String body, String name) {
        String text = field(body, name);
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }
}
