package io.astreaming.benchmarks.contender;

import java.util.function.Consumer;

/** Reads the body of a response in memory. Its implementations have a constructor without arguments. Not thread-safe. */
public interface Decoder {
    /**
     * Reads a body to its end.
     *
     * @param body server-sent events
     * @param sink is given each chunk, as the contender's users see it
     */
    void decode(byte[] body, Consumer<Object> sink);

    /**
     * Shows that the chunk was understood.
     *
     * @param chunk what the sink was given
     * @return what the chunk adds to the answer: reasoning, text, arguments of tool calls
     */
    String text(Object chunk);

    /**
     * Shows that a call of a tool was understood.
     *
     * @param chunk what the sink was given
     * @return the id of the call that the chunk belongs to, a blank, and the name of the tool, where the chunk says both; else empty
     */
    default String call(Object chunk) {
        return "";
    }
}
