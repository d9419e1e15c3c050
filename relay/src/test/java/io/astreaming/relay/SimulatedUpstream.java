package io.astreaming.relay;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.error.TruncatedException;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The provider's answer to one request: numbered texts at random intervals, then {@code [DONE]}, or a cut. */
final class SimulatedUpstream implements Flow.Publisher<ReceivedChunk>, Flow.Subscription {
    private static final ChatCompletion NOTHING =
            new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());

    /** What most texts begin with: a relay holds such events as what differs from another. */
    private static final String FRAMING = "what all chunks of an answer have in common; ".repeat(4);

    private final SimulatedWorld world;
    private final SimulatedNode node;
    private final int generation;
    final int total;
    private final boolean cut;
    private final int silenceBefore;
    private Flow.@Nullable Subscriber<? super ReceivedChunk> subscriber;
    private long demand;
    private int sent;
    private boolean waiting;
    private boolean over;

    /**
     * @param generation how often the provider was asked before
     */
    SimulatedUpstream(SimulatedWorld world, SimulatedNode node, int generation) {
        this.world = world;
        this.node = node;
        this.generation = generation;
        total = 1 + world.random.nextInt(40);
        cut = world.random.nextInt(8) == 0;
        silenceBefore = world.random.nextInt(6) == 0 ? 1 + world.random.nextInt(total) : -1;
    }

    /** Returns the text of an event, by which a second answer can be told from the first. */
    String text(long number) {
        String framing = number % 5 == 0 ? "" : FRAMING;
        return number <= total ? framing + "text " + number + " of answer " + generation : "[DONE]";
    }

    /** Returns to which answer a text belongs; -1 if that can't be told. */
    static int generation(String text) {
        return text.equals("[DONE]") ? -1 : Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    boolean isWhole() {
        return !cut;
    }

    /** The number of the last event, {@code [DONE]} included. */
    int last() {
        return cut ? total : total + 1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ReceivedChunk> to) {
        subscriber = to;
        to.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand += n;
        next();
    }

    @Override
    public void cancel() {
        over = true;
    }

    private void next() {
        if (waiting || over || demand == 0) {
            return;
        }
        waiting = true;
        long pause = sent + 1 == silenceBefore ? 8_000 + world.random.nextInt(12_000) : world.random.nextInt(200);
        world.time.after(pause, () -> node.run(this::send));
    }

    private void send() {
        waiting = false;
        if (over || node.isDead()) {
            return;
        }
        demand--;
        sent++;
        if (sent <= total) {
            subscriber.onNext(new ReceivedChunk(Payload.of(text(sent)), null, 0, List.of()));
            next();
            return;
        }
        over = true;
        Outcome outcome = cut ? new Truncated(NOTHING, new TruncatedException("cut", null)) : new Completed(NOTHING);
        Payload done = cut ? null : Payload.of("[DONE]");
        subscriber.onNext(new ReceivedChunk(done, null, 0, List.of(new StreamEnded(outcome))));
        subscriber.onComplete();
    }
}
