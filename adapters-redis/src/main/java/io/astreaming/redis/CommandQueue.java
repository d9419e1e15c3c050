package io.astreaming.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends the writes of all streams together, once a millisecond: that is half the work for Redis and for this process, and two
 * commands that belong together reach Redis together. Thread-safe.
 */
final class CommandQueue {
    private static final long INTERVAL_MILLIS = 1;

    private record Waiting(AsyncCommand<String, byte[], ?> command, long connection) {}

    private final RedisConnections connections;
    private List<Waiting> waiting = new ArrayList<>();

    CommandQueue(RedisConnections connections) {
        this.connections = connections;
    }

    static CommandArgs<String, byte[]> args(String key) {
        return new CommandArgs<>(RedisConnections.CODEC).addKey(key);
    }

    static <T> AsyncCommand<String, byte[], T> command(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }

    /**
     * Sends a command soon, unless the connection is replaced before.
     *
     * @param connection the number of the connection
     * @param then is sent directly after it, and its answer ignored
     */
    @SafeVarargs
    final <T> CompletionStage<T> send(
            long connection, AsyncCommand<String, byte[], T> command, AsyncCommand<String, byte[], ?>... then) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.add(new Waiting(command, connection));
            for (AsyncCommand<String, byte[], ?> next : then) {
                waiting.add(new Waiting(next, connection));
            }
        }
        if (first) {
            try {
                var unused = connections.timer().schedule(this::flush, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) { // closed
                flush();
            }
        }
        var unused = command.whenComplete((answer, error) -> connections.lookAgainAfter(error));
        return command;
    }

    private void flush() {
        List<Waiting> all;
        synchronized (this) {
            all = waiting;
            waiting = new ArrayList<>();
        }
        List<RedisCommand<String, byte[], ?>> current = new ArrayList<>(all.size());
        long now = connections.number();
        for (Waiting next : all) {
            if (next.connection() == now) {
                current.add(next.command());
            } else {
                next.command().completeExceptionally(replaced());
            }
        }
        try {
            var unused = connections.connection().dispatch(current);
        } catch (RuntimeException e) { // the connection is closed, or too much waits for its answer
            for (RedisCommand<String, byte[], ?> command : current) {
                command.completeExceptionally(e);
            }
        }
    }

    static IllegalStateException replaced() {
        return new IllegalStateException("the connection to Redis was replaced");
    }
}
