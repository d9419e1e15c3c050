package io.astreaming.relay;

import io.astreaming.relay.log.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** One run: three nodes, a log, a stream, clients, and what goes wrong. The seed determines everything. */
final class SimulatedWorld {
    static final long LAST_FAULT = 40_000;
    static final long HORIZON = 150_000;

    final SimulatedTime time = new SimulatedTime();
    final Random random;
    final Plant plant;
    final SimulatedStore store;
    final Map<String, SimulatedLog> logs = new HashMap<>();
    final int lostPerMille;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final StringBuilder trace = new StringBuilder();
    private final RelaySettings settings;
    private final List<SimulatedUpstream> upstreams = new ArrayList<>();
    long connection = 1;
    private long downUntil;
    private boolean outages;
    private boolean pauses;
    private boolean producerPaused;
    private boolean damaged;
    private boolean stopped;
    private long producerDied = -1;

    SimulatedWorld(long seed, Plant plant, boolean writeThrough) {
        random = new Random(seed);
        this.plant = plant;
        store = new SimulatedStore(plant);
        lostPerMille = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
        settings = RelaySettings.DEFAULT.withWriteThrough(writeThrough);
    }

    SimulatedUpstream upstream(int generation) {
        return upstreams.get(generation);
    }

    private SimulatedUpstream newUpstream(SimulatedNode node) {
        SimulatedUpstream upstream = new SimulatedUpstream(this, node, upstreams.size());
        upstreams.add(upstream);
        return upstream;
    }

    boolean isDown() {
        return time.millis() < downUntil;
    }

    SimulatedNode anyNode() {
        List<SimulatedNode> alive =
                nodes.stream().filter(node -> !node.isDead()).toList();
        return alive.get(random.nextInt(alive.size()));
    }

    void complain(String what) {
        complaints.add(time.millis() + " ms: " + what);
    }

    void trace(String what) {
        trace.append(time.millis()).append(' ').append(what).append('\n');
    }

    String trace() {
        return trace.toString();
    }

    /** Runs to the end, and returns what was wrong. */
    List<String> run() {
        for (String name : List.of("a", "b", "c")) {
            nodes.add(new SimulatedNode(name, this, settings));
        }
        StreamId id = StreamId.derived(new byte[] {1}, "owner", "key");
        SimulatedNode producing = nodes.get(0);
        SimulatedUpstream upstream = newUpstream(producing);
        StreamRequest request = new StreamRequest("owner", "digest", "chat");
        boolean[] begun = new boolean[1];
        producing.relay.start(id, request, () -> upstream).whenComplete((stream, error) -> begun[0] = error == null);
        time.runUntil(1_100);
        planFaults(producing);
        replicate();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            SimulatedClient client = new SimulatedClient("client " + i, this, id);
            clients.add(client);
            time.after(random.nextInt(6_000), client::connect);
        }
        if (begun[0] && random.nextInt(10) == 0) {
            time.after(random.nextInt(6_000), () -> stop(id));
        }
        if (random.nextInt(4) == 0) { // the client's request is repeated on another node
            SimulatedNode other = nodes.get(1);
            time.after(random.nextInt(6_000), () -> other.run(() -> repeat(other, id, request, begun[0])));
        }
        time.runUntil(HORIZON);
        if (begun[0]) {
            check();
        }
        return complaints;
    }

    private void stop(StreamId id) {
        SimulatedNode node = anyNode();
        stopped = true;
        node.run(() -> node.relay.find(id).thenAccept(stream -> {
            if (stream != null) {
                stream.stop();
            }
        }));
    }

    /** The same request comes to another node. If the log has lost the stream's head, it rightly begins anew. */
    private void repeat(SimulatedNode other, StreamId id, StreamRequest request, boolean begun) {
        other.relay.start(id, request, () -> {
            if (begun && !store.hasLostStream()) {
                complain("a second request went to the provider");
            }
            trace("a second answer");
            return newUpstream(other);
        });
    }

    private void replicate() {
        store.replicate(time.millis());
        if (time.millis() < LAST_FAULT) {
            time.after(100, this::replicate);
        }
    }

    private void planFaults(SimulatedNode producing) {
        for (int i = random.nextInt(4); i > 0; i--) {
            long at = random.nextInt(9_000);
            switch (random.nextInt(5)) {
                case 0 -> time.after(at, () -> breakConnection(random.nextInt(22_000), false));
                case 1 -> time.after(at, () -> breakConnection(20 + random.nextInt(2_000), true));
                case 2 -> time.after(at, () -> pause(producing));
                case 3 -> time.after(at, () -> pause(nodes.get(1)));
                default -> time.after(at, () -> kill(nodes.get(random.nextInt(2))));
            }
        }
    }

    private void breakConnection(long millis, boolean failOver) {
        outages = true;
        if (failOver) {
            long lag = random.nextInt(5) == 0 ? random.nextInt(5_000) : random.nextInt(1_200);
            damaged |= lag + millis > settings.repairWindow().toMillis(); // more than the producer still has
            store.failOver(time.millis() - lag);
        }
        connection++;
        downUntil = Math.max(downUntil, time.millis() + millis);
        time.after(downUntil - time.millis(), () -> logs.values().forEach(SimulatedLog::reconnected));
        trace((failOver ? "failover " : "outage ") + millis);
    }

    private void pause(SimulatedNode node) {
        pauses = true;
        producerPaused |= node == nodes.get(0);
        long millis = random.nextInt(25_000);
        node.pause(millis);
        trace("pause of " + node.name + " " + millis);
    }

    private void kill(SimulatedNode node) {
        node.die();
        trace(node.name + " dies");
        if (node == nodes.get(0)) {
            producerDied = time.millis();
        }
    }

    private void check() {
        for (SimulatedClient client : clients) {
            if (!client.isOver()) {
                complain(client.name + " hangs after event " + client.seen());
            } else if (upstreams.size() > 1 && store.hasLostStream()) {
                continue; // a client that had left may have come back to another answer, which it can't know
            } else if (client.hasMixed()) {
                complain(client.name + " came back to another answer");
            } else if (client.end() != null
                    && client.end().isCompleted()
                    && client.seen() != client.upstream().last()) {
                complain(client.name + " was told that the answer is whole after " + client.seen() + " of "
                        + client.upstream().last() + " events");
            } else if (client.end() != null
                    && client.end().isCompleted()
                    && !client.upstream().isWhole()) {
                complain(client.name + " was told that a cut answer is whole");
            } else if (client.foundNothing() && !store.hasLostStream()) {
                complain(client.name + " didn't find the stream");
            }
            if (producerDied >= 0 && !outages && !pauses && lostPerMille == 0 && !client.foundNothing()) {
                checkPromptness(client);
            }
        }
        checkAgreement();
        if (producerDied < 0 && !producerPaused && !stopped && !damaged && !store.hasLostStream()) {
            for (SimulatedClient client : clients) {
                if (client.end() != null
                        && client.end().isCompleted() != client.upstream().isWhole()) {
                    complain(client.name + " was told " + client.end());
                }
            }
        }
    }

    private void checkPromptness(SimulatedClient client) {
        long limit = producerDied + settings.silenceLimit().toMillis() + 1_000;
        if (client.endedAt() > limit + 8_000) { // a client may be slow, and may come late
            complain(client.name + " learnt the end " + (client.endedAt() - producerDied) + " ms after the death");
        }
    }

    private void checkAgreement() {
        if (store.hasLostSeal() || store.hasLostStream()) {
            return;
        }
        List<String> ends = clients.stream()
                .map(SimulatedClient::outcome)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (ends.size() > 1) {
            complain("clients were told different ends: " + ends);
        }
    }
}
