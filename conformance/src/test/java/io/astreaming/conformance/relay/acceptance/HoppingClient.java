package io.astreaming.conformance.relay.acceptance;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A client that reads one stream and changes the node again and again, by itself or because it is cut. */
final class HoppingClient implements Runnable {
    private static final int NO_BYTE_FOR_MILLIS = 3_000;

    private final String id;
    private final IntSupplier anyPort;
    private final int mostEventsAVisit;
    private final long deadline;
    private final Random random;
    private final StringBuilder payloads = new StringBuilder();
    private long seen;
    private volatile @Nullable String end;
    private volatile long endedAt;
    private volatile @Nullable String violation;
    private int visits;

    /**
     * @param anyPort a node's port, another one each time
     * @param mostEventsAVisit after how many events the client leaves at the latest
     */
    HoppingClient(String id, IntSupplier anyPort, int mostEventsAVisit, long seconds, long seed) {
        this.id = id;
        this.anyPort = anyPort;
        this.mostEventsAVisit = mostEventsAVisit;
        deadline = System.nanoTime() + seconds * 1_000_000_000;
        random = new Random(seed);
    }

    @Override
    public void run() {
        while (end == null && violation == null) {
            if (System.nanoTime() > deadline) {
                violation = "hangs after event " + seen;
                return;
            }
            try {
                visit();
            } catch (IOException e) {
                pause(50 + random.nextInt(200));
            } catch (RuntimeException e) {
                violation = "failed: " + e;
            }
        }
        endedAt = System.nanoTime();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis); // as a client waits before it comes back
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() throws IOException {
        visits++;
        String cursor = seen == 0 ? "" : "Last-Event-ID: " + id + "." + seen + "\r\n";
        int leaveAfter = 1 + random.nextInt(mostEventsAVisit);
        try (SseConnection connection =
                new SseConnection(anyPort.getAsInt(), NO_BYTE_FOR_MILLIS, "GET", "/v1/streams/" + id, cursor, "")) {
            if (connection.status() == 204) {
                end = "completed";
            } else if (connection.status() == 503) {
                pause(200);
            } else if (connection.status() != 200) {
                violation = "status " + connection.status() + " after event " + seen;
            } else {
                read(connection, leaveAfter);
            }
        }
    }

    private void read(SseConnection connection, int leaveAfter) throws IOException {
        String eventId = "";
        int events = 0;
        for (String line = connection.line(); line != null; line = connection.line()) {
            if (line.startsWith("id: ")) {
                eventId = line.substring(line.indexOf('.') + 1);
            } else if (line.startsWith("data: ")) {
                String data = line.substring(6);
                if (eventId.equals("end")) {
                    end = data.replaceAll(".*\"code\":\"stream_([a-z_]+)\".*", "$1");
                    return;
                }
                if (Long.parseLong(eventId) != seen + 1) {
                    violation = "received event " + eventId + " after " + seen;
                    return;
                }
                seen++;
                payloads.append(data).append('\n');
                if (data.equals("[DONE]")) {
                    end = "completed";
                    return;
                }
                if (++events == leaveAfter) {
                    return;
                }
            }
        }
    }

    @Nullable
    String end() {
        return end;
    }

    long endedAt() {
        return endedAt;
    }

    int visits() {
        return visits;
    }

    String payloads() {
        return payloads.toString();
    }

    /** Returns what is wrong with what the client got of a recording; null if nothing is. */
    @Nullable
    String wrong(String recorded) {
        if (violation != null) {
            return violation;
        }
        String got = payloads();
        if ("completed".equals(end)) {
            return got.equals(recorded) ? null : "was told that the answer is whole after " + seen + " events";
        }
        return recorded.startsWith(got) ? null : "received other bytes than the provider sent";
    }

    /** Counts the clients that are still reading. */
    static Runnable counted(HoppingClient client, AtomicLong open) {
        open.incrementAndGet();
        return () -> {
            client.run();
            open.decrementAndGet();
        };
    }
}
