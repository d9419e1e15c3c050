package io.astreaming.relay;

import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A client that reads a stream, loses its connection now and then, and comes back to any node. */
final class SimulatedClient {
    final String name;
    private final SimulatedWorld world;
    private final StreamId id;
    private long seen;
    private int visit;
    private @Nullable Seal end;
    private boolean unknown;
    private long endedAt;
    private boolean sawDone;
    /** Which answer the client reads; -1 as long as it has seen nothing of it. */
    private int answer = -1;

    private boolean mixed;

    SimulatedClient(String name, SimulatedWorld world, StreamId id) {
        this.name = name;
        this.world = world;
        this.id = id;
    }

    void connect() {
        if (isOver()) {
            return;
        }
        SimulatedNode node = world.anyNode();
        int mine = ++visit;
        node.run(() -> node.relay.find(id).whenComplete((stream, error) -> {
            if (mine != visit || isOver()) {
                return;
            }
            if (error != null) {
                world.time.after(300, this::connect);
            } else if (stream == null) {
                unknown = true;
                endedAt = world.time.millis();
                world.trace(name + " unknown");
            } else {
                stream.events(seen).subscribe(new Visit(mine, node));
            }
        }));
        long stay = world.random.nextInt(4_000);
        world.time.after(stay, () -> {
            if (mine == visit && (world.random.nextInt(3) == 0 || node.isDead())) {
                leave(mine);
            } else if (mine == visit) {
                watch(mine, node);
            }
        });
    }

    /** A client notices after a while that its node is dead. */
    private void watch(int mine, SimulatedNode node) {
        world.time.after(500, () -> {
            if (mine == visit && !isOver()) {
                if (node.isDead()) {
                    leave(mine);
                } else {
                    watch(mine, node);
                }
            }
        });
    }

    private void leave(int mine) {
        if (mine == visit && !isOver()) {
            visit++;
            if (world.plant == Plant.ID_ON_KEEP_ALIVE && world.random.nextInt(10) == 0) {
                seen++;
            }
            connect();
        }
    }

    boolean isOver() {
        return end != null || unknown;
    }

    @Nullable
    Seal end() {
        return end;
    }

    /** Returns what the client takes for the outcome; null if it was told none. */
    @Nullable
    String outcome() {
        return sawDone ? Seal.COMPLETED : end == null ? null : end.outcome();
    }

    SimulatedUpstream upstream() {
        return world.upstream(Math.max(answer, 0));
    }

    /** Returns whether the client came back to another answer than it had left. */
    boolean hasMixed() {
        return mixed;
    }

    boolean foundNothing() {
        return unknown;
    }

    long seen() {
        return seen;
    }

    long endedAt() {
        return endedAt;
    }

    private final class Visit implements Flow.Subscriber<RelayEvent> {
        private final int mine;
        private final SimulatedNode node;
        private int generation = -1;
        private Flow.@Nullable Subscription subscription;

        Visit(int mine, SimulatedNode node) {
            this.mine = mine;
            this.node = node;
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
            to.request(1 + world.random.nextInt(3));
        }

        @Override
        public void onNext(RelayEvent event) {
            if (mine != visit) {
                subscription.cancel();
            } else if (event instanceof StoredEvent stored) {
                take(stored);
                long slow = world.random.nextInt(20) == 0 ? 500 : 0;
                world.time.after(slow, () -> node.run(() -> subscription.request(1)));
            } else if (event instanceof StreamSealed sealed) {
                end = sealed.seal();
                endedAt = world.time.millis();
                world.trace(name + " " + end.outcome() + " after " + seen);
            }
        }

        private void take(StoredEvent event) {
            if (event.number() != seen + 1) {
                world.complain(name + " received " + event.number() + " after " + seen);
            }
            String text = new String(event.data(), StandardCharsets.UTF_8);
            int of = SimulatedUpstream.generation(text);
            if (of >= 0) {
                if (generation >= 0 && generation != of) {
                    world.complain(name + " received a part of a second answer after one of the first");
                }
                generation = of;
                mixed |= answer >= 0 && answer != of;
                answer = of;
            }
            if (!text.equals(world.upstream(Math.max(answer, 0)).text(event.number())) && answer >= 0) {
                world.complain(name + " received \"" + text + "\" as event " + event.number());
            }
            seen = event.number();
            if (text.equals("[DONE]")) {
                sawDone = true;
                world.trace(name + " done");
            }
        }

        @Override
        public void onError(Throwable error) {
            if (mine == visit) {
                world.time.after(300, SimulatedClient.this::connect);
            }
        }

        @Override
        public void onComplete() {}
    }
}
