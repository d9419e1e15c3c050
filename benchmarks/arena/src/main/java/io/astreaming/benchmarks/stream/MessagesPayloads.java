package io.astreaming.benchmarks.stream;

import java.util.ArrayList;
import java.util.List;

/** The events of one message of the Messages API, with blanks before the last brace, whose number changes. */
final class MessagesPayloads {
    private final List<String> payloads = new ArrayList<>();

    private MessagesPayloads() {
        add(
                "message_start",
                ",\"message\":{\"model\":\"claude-sonnet-5\",\"id\":\"msg_011Cd146n3LLB7sNnsoEMRZc\","
                        + "\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                        + "\"usage\":{\"input_tokens\":466,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},"
                        + "\"output_tokens\":1,\"service_tier\":\"standard\"}}");
    }

    static List<String> ofText(List<String> pieces) {
        return of("{\"type\":\"text\",\"text\":\"\"}", "{\"type\":\"text_delta\",\"text\":\"", pieces, "end_turn");
    }

    static List<String> ofCall(List<String> pieces) {
        return of(
                "{\"type\":\"tool_use\",\"id\":\"" + EventShape.CALL_ID + "\",\"name\":\"" + EventShape.TOOL
                        + "\",\"input\":{}}",
                "{\"type\":\"input_json_delta\",\"partial_json\":\"",
                pieces,
                "tool_use");
    }

    private static List<String> of(String block, String delta, List<String> pieces, String reason) {
        MessagesPayloads all = new MessagesPayloads();
        all.add("content_block_start", ",\"index\":0,\"content_block\":" + block);
        all.add("ping", "");
        pieces.forEach(piece -> all.add("content_block_delta", ",\"index\":0,\"delta\":" + delta + piece + "\"}"));
        all.add("content_block_stop", ",\"index\":0");
        all.add(
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null},"
                        + "\"usage\":{\"input_tokens\":466,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"output_tokens\":1000}");
        all.add("message_stop", "");
        return all.payloads;
    }

    private void add(String type, String members) {
        payloads.add("{\"type\":\"" + type + "\"" + members + " ".repeat(payloads.size() % 16) + "}");
    }
}
