package org.wakebell.bells.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.wakebell.platform.web.Anyone;
import org.wakebell.wire.Codec;

/**
 * {@code /agent/ws}: the WebSocket door of the home agents. Who comes with an {@code Origin} is a browser and is
 * refused: no page anywhere may open a line (CVE-2023-49805 is what happens otherwise).
 */
@Configuration(proxyBeanMethods = false)
class AgentSockets {

    private static final Logger LOG = LoggerFactory.getLogger(AgentSockets.class);

    @Bean
    HandlerMapping agentSocket(Doorbell doorbell) {
        WebSocketHttpRequestHandler handler =
                new WebSocketHttpRequestHandler(new Sockets(doorbell), new DefaultHandshakeHandler());
        handler.setHandshakeInterceptors(List.of(new NoBrowsers()));
        return new SimpleUrlHandlerMapping(Map.of("/agent/ws", handler), 0);
    }

    private static final class NoBrowsers implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) {
            if (request.getHeaders().getFirst("Origin") == null) {
                return true;
            }
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, @Nullable Exception e) {
            // Nothing to do.
        }
    }

    @Anyone("whoever comes must prove with a key that it was paired")
    private static final class Sockets extends TextWebSocketHandler {
        private static final String VISIT = "visit";

        private final Doorbell doorbell;

        Sockets(Doorbell doorbell) {
            this.doorbell = doorbell;
        }

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            session.setTextMessageSizeLimit(Codec.LONGEST);
            session.getAttributes().put(VISIT, doorbell.open(new Socket(session)));
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            if (session.getAttributes().get(VISIT) instanceof Doorbell.Visit visit) {
                visit.text(message.getPayload());
            }
        }

        @Override
        public void handleTransportError(WebSocketSession session, Throwable error) {
            LOG.debug("a line to a home agent broke: {}", error.toString());
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            if (session.getAttributes().get(VISIT) instanceof Doorbell.Visit visit) {
                visit.closed();
            }
        }
    }

    private static final class Socket implements Wire {
        private final WebSocketSession session;
        private final String address;

        Socket(WebSocketSession session) {
            // A slow agent holds up nobody: what it does not take in 10 s or 1 MiB closes the line.
            this.session = new ConcurrentWebSocketSessionDecorator(session, 10_000, 1 << 20);
            InetSocketAddress from = session.getRemoteAddress();
            this.address = from == null || from.getAddress() == null ? "" : from.getAddress().getHostAddress();
        }

        @Override
        public void send(String text) {
            try {
                session.sendMessage(new TextMessage(text));
            } catch (IOException | RuntimeException e) {
                LOG.debug("a home agent did not take a message: {}", e.toString());
            }
        }

        @Override
        public void close(String why) {
            try {
                session.close(CloseStatus.NORMAL.withReason(why.length() > 100 ? why.substring(0, 100) : why));
            } catch (IOException | RuntimeException e) {
                LOG.debug("closing a line: {}", e.toString());
            }
        }

        @Override
        public String address() {
            return address;
        }
    }
}
