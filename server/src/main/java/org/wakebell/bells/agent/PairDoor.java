package org.wakebell.bells.agent;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.wakebell.platform.web.Anyone;
import org.wakebell.wire.Codec;
import org.wakebell.wire.Junk;
import org.wakebell.wire.Message;

/** {@code POST /agent/pair}: a home agent trades its code for an identity. */
@Controller
class PairDoor {

    private static final int MOST = 8_192;

    private final Agents agents;

    PairDoor(Agents agents) {
        this.agents = agents;
    }

    @Anyone("the one-time code is checked inside, and tries are counted")
    @PostMapping("/agent/pair")
    ResponseEntity<byte[]> pair(HttpServletRequest request) throws IOException {
        if (request.getHeader("Origin") != null) {
            return answer(403, new Message.Refused(Message.Refused.Reason.OTHER, "A home agent asks here, not a browser."));
        }
        byte[] body = request.getInputStream().readNBytes(MOST + 1);
        if (body.length > MOST) {
            return answer(413, new Message.Refused(Message.Refused.Reason.OTHER, "A pairing request is shorter than that."));
        }
        try {
            if (Codec.read(new String(body, StandardCharsets.UTF_8)) instanceof Message.Pair pair) {
                Agents.Answer answer = agents.pair(pair, request.getRemoteAddr());
                return answer(answer.status(), answer.message());
            }
            return answer(400, new Message.Refused(Message.Refused.Reason.OTHER, "This is not a pairing request."));
        } catch (Junk e) {
            return answer(400, new Message.Refused(Message.Refused.Reason.OTHER, "This is not a pairing request: " + e.getMessage() + "."));
        }
    }

    private static ResponseEntity<byte[]> answer(int status, Message message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Codec.write(message).getBytes(StandardCharsets.UTF_8));
    }
}
