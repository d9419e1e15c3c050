package io.astreaming.benchmarks.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a client: a request, its stream, and the next request. */
final class Conversation implements Runnable {
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*(\\d+)");
    private static final byte[] HEAD = ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
            + "cache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n");
    private static final byte[] LAST = ascii("0\r\n\r\n");

    private final Socket socket;

    Conversation(Socket socket) {
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher model = MODEL.matcher(body(head, in));
                if (!model.find()) {
                    throw new IOException("a request without a model");
                }
                send(Plan.of(model.group(1)), out);
            }
        } catch (IOException e) {
            // The client has gone, and so do we.
        }
    }

    private static void send(Plan plan, OutputStream out) throws IOException {
        out.write(HEAD);
        List<String> payloads = plan.shape().payloads(plan.pieces());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        for (int i = 0; i < payloads.size(); i++) {
            boolean piece = i > 0 && i < payloads.size() - 1;
            add(pending, plan.stamped() && piece ? plan.shape().payload(" " + System.nanoTime()) : payloads.get(i));
            if ((i + 1) % plan.perWrite() == 0) {
                out.write(pending.toByteArray());
                pending.reset();
                if (plan.gapMicros() > 0 && i > 0) {
                    LockSupport.parkNanos(plan.gapMicros() * 1_000L);
                }
            }
        }
        add(pending, "[DONE]");
        pending.write(LAST);
        out.write(pending.toByteArray());
    }

    /** An event, and around it a chunk of HTTP. */
    private static void add(ByteArrayOutputStream out, String payload) throws IOException {
        byte[] event = ("data: " + payload + "\n\n").getBytes(StandardCharsets.UTF_8);
        out.write(ascii(Integer.toHexString(event.length) + "\r\n"));
        out.write(event);
        out.write(ascii("\r\n"));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String body(String head, InputStream in) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return text(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        if (!head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            throw new IOException("a request without a body");
        }
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(line(in), 16);
            body.append(text(in.readNBytes(size)));
            line(in);
        } while (size > 0);
        return body.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
