package org.wakebell.drivers.dlink;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Envelopes out and in. Reading ignores namespaces, as every client of these devices does, and knows no DTD. */
final class HnapXml {

    static final String SPACE = "http://purenetworks.com/HNAP1/";

    private static final int DEEPEST = 32;
    private static final XMLInputFactory READER = reader();

    /** @param params names and values in turn, in the order the device wants them */
    static String envelope(String action, String... params) {
        StringBuilder xml = new StringBuilder(600)
                .append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
                .append("<soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ")
                .append("xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" ")
                .append("xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><")
                .append(action)
                .append(" xmlns=\"" + SPACE + "\">");
        for (int i = 0; i < params.length; i += 2) {
            xml.append('<').append(params[i]).append('>');
            xml.append(escape(params[i + 1]));
            xml.append("</").append(params[i]).append('>');
        }
        return xml.append("</").append(action).append("></soap:Body></soap:Envelope>").toString();
    }

    /**
     * The first text of every element, by local name. Empty if this is no SOAP envelope: an HTML page, half a
     * document, anything with a DTD.
     */
    static Optional<Map<String, String>> fields(byte[] body) {
        try {
            XMLStreamReader xml = READER.createXMLStreamReader(new ByteArrayInputStream(body));
            Map<String, String> fields = new HashMap<>();
            StringBuilder text = new StringBuilder();
            int depth = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        text.setLength(0);
                        if (++depth > DEEPEST || (depth == 1 && !local(xml).equals("Envelope"))) {
                            return Optional.empty();
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        fields.putIfAbsent(local(xml), text.toString().strip());
                        text.setLength(0);
                        depth--;
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    default -> {}
                }
            }
            return Optional.of(fields);
        } catch (XMLStreamException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String local(XMLStreamReader xml) {
        String name = xml.getLocalName();
        return name.substring(name.indexOf(':') + 1);
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> out.append(c < ' ' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static XMLInputFactory reader() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("no entities");
        });
        return factory;
    }

    private HnapXml() {}
}
