package io.astreaming.relay;

import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Waits for the end of a stream that was asked to stop, and ends the stream itself if its producer doesn't. */
final class StopCall implements Flow.Subscriber<RelayEvent> {
    /** How long the producing node has. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StreamId id;
    private final NodeContext node;
    private final CompletableFuture<StreamSealed> answer = new CompletableFuture<>();

    StopCall(StreamId id, NodeContext node) {
        this.id = id;
        this.node = node;
    }

    CompletableFuture<StreamSealed> answer() {
        var unused = node.scheduler().schedule(PATIENCE, this::sealUnlessEnded);
        return answer;
    }

    private void sealUnlessEnded() {
        if (!answer.isDone()) {
            LogCall.make(
                    () -> node.log()
                            .seal(
                                    id,
                                    Seal.cancelled("stopped"),
                                    null,
                                    node.settings().retention()),
                    node.executor(),
                    result -> {},
                    () -> answer.completeExceptionally(new LogUnreachableException()));
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(RelayEvent event) {
        if (event instanceof StreamSealed end) {
            answer.complete(end);
        }
    }

    @Override
    public void onError(Throwable error) {
        answer.completeExceptionally(error);
    }

    @Override
    public void onComplete() {}
}
