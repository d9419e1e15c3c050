package io.astreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The standard's algorithm word for word, on a String that is there as a whole: slow and obvious. */
final class SseReference {
    private final List<String> log = new ArrayList<>();
    private String data = "";
    private String type = "";
    private String idBuffer = "";
    private String lastEventId = "";
    private String retry = "";

    /** What {@link SseLog} should have written of these bytes. */
    static List<String> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        SseReference reference = new SseReference();
        for (int i = 0; i < lines.length - 1; i++) {
            reference.line(lines[i]);
        }
        reference.end(lines[lines.length - 1]);
        return reference.log;
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith(":")) {
            log.add("comment:" + line.substring(1));
        } else {
            field(name(line), value(line));
        }
    }

    private static String name(String line) {
        return line.contains(":") ? line.substring(0, line.indexOf(':')) : line;
    }

    private static String value(String line) {
        String value = line.contains(":") ? line.substring(line.indexOf(':') + 1) : "";
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data += value + "\n";
            case "id" -> idBuffer = value.contains("\0") ? idBuffer : value;
            case "retry" -> retry = value.matches("[0-9]+") ? value : retry;
            default -> log.add("field " + name + "=" + value);
        }
    }

    private void dispatch() {
        lastEventId = idBuffer;
        if (!data.isEmpty()) {
            log.add(event());
        }
        data = "";
        type = "";
    }

    private String event() {
        return (type.isEmpty() ? "message" : type) + ": " + data.substring(0, data.length() - 1);
    }

    private void end(String cut) {
        if (name(cut).equals("data")) {
            field("data", value(cut));
        } else if (cut.indexOf(':') > 0 && !List.of("event", "id", "retry").contains(name(cut))) {
            line(cut);
        }
        if (!data.isEmpty()) {
            log.add("unterminated " + event());
        }
        if (!lastEventId.isEmpty()) {
            log.add("id " + lastEventId);
        }
        if (!retry.isEmpty()) {
            log.add("retry " + Long.parseLong(retry));
        }
    }
}
