package io.astreaming.port;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees the course of one stream and nothing of its content: for metrics, logs and spans. Called by who reads the stream, one
 * call at a time; what it throws ends the stream and reaches that reader.
 */
public interface StreamListener {
    /**
     * The request is sent.
     *
     * @param attempt the how manieth time, from 1
     */
    default void sending(int attempt) {}

    /**
     * An attempt got no answer.
     *
     * @param attempt which, from 1
     * @param error why
     * @param pause how long until the next attempt; absent if there is none
     */
    default void unanswered(int attempt, ChatException error, @Nullable Duration pause) {}

    /**
     * The answer begins: its headers are here. No attempt follows.
     *
     * @param attempt which was answered, from 1
     * @param head status and headers
     */
    default void answered(int attempt, ResponseHead head) {}

    /**
     * The stream has ended; nothing more is told. Every stream ends, one that nobody reads any more when it is closed.
     *
     * @param outcome how, with all that arrived
     * @param timeline what happened when
     */
    default void ended(Outcome outcome, Timeline timeline) {}
}
