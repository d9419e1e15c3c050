package io.astreaming.rules;

/** The methods of the library that rules look for, as text: so the rules need no class of the library. */
final class Api {
    static final String CHAT = "io.astreaming.stream.Chat";
    static final String CHAT_STREAM = "io.astreaming.stream.ChatStream";
    static final String RESULT_STREAM = "io.astreaming.stream.ResultStream";
    static final String OUTCOME = "io.astreaming.completion.Outcome";
    static final String STREAM_ENDED = "io.astreaming.event.StreamEnded";
    static final String TOOL_CALL = "io.astreaming.completion.ToolCall";
    static final String TRANSPORT = "io.astreaming.port.ChatTransport";
    static final String TRACE_SINK = "io.astreaming.port.TraceSink";

    static final Methods OPENS_A_CHAT = Methods.of("io.astreaming.Astreaming", "chat");
    static final Methods OPENS_A_CHAT_OVER = Methods.of(CHAT, "over");
    static final Methods MAKES_A_TRANSPORT =
            Methods.of("io.astreaming.http.JdkChatTransport", "to", "builder", "azure");

    static final Methods OPENS_A_STREAM = Methods.of(CHAT, "stream");
    static final Methods PUBLISHES_EVENTS = Methods.of(CHAT, "publisher", "receivedPublisher");
    static final Methods PUBLISHES_OR_FAILS = Methods.of(CHAT, "textOrError", "eventsOrError");
    static final Methods PUSHES = Methods.of(CHAT, "listen", "outcome");
    static final Methods SETS_AN_EXECUTOR = Methods.of(CHAT, "withExecutor");
    static final Methods SETS_A_TRACE = Methods.of(CHAT, "withTrace");

    static final Methods READS_EVENTS =
            Methods.of(CHAT_STREAM, "iterator", "forEach", "spliterator", "events", "received");
    static final Methods READS_SNAPSHOTS = Methods.of(RESULT_STREAM, "iterator", "forEach", "spliterator");
    static final Methods ENDS_A_STREAM = Methods.of(CHAT_STREAM, "outcome", "completion", "text");
    static final Methods ENDS_A_RESULT = Methods.of(RESULT_STREAM, "outcome", "result");
    static final Methods THROWS_UNLESS_COMPLETED = Methods.of(OUTCOME, "orThrow");

    static final Methods TAKES_WHAT_ARRIVED = Methods.of(OUTCOME, "completion");
    static final Methods ASKS_THE_OUTCOME = Methods.of(OUTCOME, "error", "kind", "orThrow");
    static final Methods LISTS_TOOL_CALLS = Methods.of("io.astreaming.completion.CompletedChoice", "toolCalls");
    static final Methods READS_ARGUMENTS = Methods.of(TOOL_CALL, "arguments");
    static final Methods ASKS_WHETHER_COMPLETE = Methods.of(TOOL_CALL, "complete");
    static final Methods READS_A_FRAGMENT = Methods.of("io.astreaming.event.ToolArgumentsReceived", "fragment");

    static final Methods MAKES_A_KEY = Methods.of("io.astreaming.settings.ApiKey", "of", "fromEnvironment");
    static final Methods REVEALS_A_KEY = Methods.of("io.astreaming.settings.ApiKey", "reveal");

    private Api() {}
}
