package io.astreaming.app.chat;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for answers other than plain text: JSON that matches a schema, tool calls. */
final class AnswerOptions {
    @Option(
            names = "--json-schema",
            paramLabel = "FILE",
            description = "Ask for JSON that matches this JSON Schema, and fail if the answer isn't JSON.")
    private @Nullable String schema;

    @Option(names = "--no-strict", description = "The answer needn't match the schema exactly.")
    private boolean lenient;

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description =
                    "Tools that may be called: a JSON list as in OpenAI's requests. Each call is printed after the"
                            + " text, as one line of JSON.")
    private @Nullable String tools;

    @Option(
            names = "--tool-choice",
            paramLabel = "WHICH",
            description = "'auto', 'none', 'required', or the name of the tool to call.")
    private @Nullable String toolChoice;

    /** Returns the request with these options applied. */
    ChatRequest addTo(Terminal terminal, ChatRequest before) throws IOException {
        ChatRequest.Builder request = before.toBuilder();
        if (schema != null) {
            request.responseFormat(SchemaFile.read(terminal, schema, !lenient));
        } else if (lenient) {
            throw new IllegalArgumentException("--no-strict goes with --json-schema");
        }
        if (tools != null) {
            request.set(Parameter.TOOLS, ToolsFile.read(terminal, tools));
        }
        if (toolChoice != null) {
            request.toolChoice(ToolsFile.choice(toolChoice, request.build()));
        }
        return request.build();
    }
}
