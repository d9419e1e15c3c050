package io.astreaming.benchmarks.stream;

import java.util.ArrayList;
import java.util.List;

/** The events of one answer of the Responses API, numbered, with members in OpenAI's order. */
final class ResponsesPayloads {
    private static final String RESPONSE = "resp_08521e071015afca016a3c1187fce481958fc22ce99a25e892";
    private static final String TEXT_ITEM = "msg_0e2ed64344ac7f31016994b30597248197afefe0ff4bfd83ec";
    private static final String CALL_ITEM = "fc_08521e071015afca016a3c118a75a081958ecd832ff0e67b25";
    private static final String PADDING = "x7Rq2LmZpT9dQw4e";

    private final List<String> payloads = new ArrayList<>();

    private ResponsesPayloads() {
        add("response.created", "\"response\":" + response("in_progress", "", "null"));
        add("response.in_progress", "\"response\":" + response("in_progress", "", "null"));
    }

    static List<String> ofText(List<String> pieces) {
        ResponsesPayloads all = new ResponsesPayloads();
        String place = "\"item_id\":\"" + TEXT_ITEM + "\"";
        all.add("response.output_item.added", "\"item\":" + message("in_progress", "") + ",\"output_index\":0");
        all.add(
                "response.content_part.added",
                "\"content_index\":0," + place + ",\"output_index\":0,\"part\":" + part(""));
        for (int i = 0; i < pieces.size(); i++) {
            all.add(
                    "response.output_text.delta",
                    "\"content_index\":0,\"delta\":\"" + pieces.get(i) + "\"," + place + ",\"logprobs\":[],"
                            + padding(i) + ",\"output_index\":0");
        }
        String text = String.join("", pieces);
        all.add(
                "response.output_text.done",
                "\"content_index\":0," + place + ",\"logprobs\":[],\"output_index\":0,\"text\":\"" + text + "\"");
        all.add(
                "response.content_part.done",
                "\"content_index\":0," + place + ",\"output_index\":0,\"part\":" + part(text));
        return all.end(message("completed", part(text)));
    }

    static List<String> ofCall(List<String> pieces) {
        ResponsesPayloads all = new ResponsesPayloads();
        String place = "\"item_id\":\"" + CALL_ITEM + "\"";
        all.add("response.output_item.added", "\"item\":" + call("in_progress", "") + ",\"output_index\":0");
        for (int i = 0; i < pieces.size(); i++) {
            all.add(
                    "response.function_call_arguments.delta",
                    "\"delta\":\"" + pieces.get(i) + "\"," + place + "," + padding(i) + ",\"output_index\":0");
        }
        String arguments = String.join("", pieces);
        all.add(
                "response.function_call_arguments.done",
                "\"arguments\":\"" + arguments + "\"," + place + ",\"name\":\"" + EventShape.TOOL
                        + "\",\"output_index\":0");
        return all.end(call("completed", arguments));
    }

    private List<String> end(String item) {
        add("response.output_item.done", "\"item\":" + item + ",\"output_index\":0");
        String usage = "{\"input_tokens\":315,\"input_tokens_details\":{\"cache_write_tokens\":0,\"cached_tokens\":0},"
                + "\"output_tokens\":1000,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":1315}";
        add("response.completed", "\"response\":" + response("completed", item, usage));
        return payloads;
    }

    private void add(String type, String members) {
        payloads.add("{\"type\":\"" + type + "\"," + members + ",\"sequence_number\":" + payloads.size() + "}");
    }

    private static String padding(int i) {
        return "\"obfuscation\":\"" + PADDING.substring(i % 12) + "\"";
    }

    private static String message(String status, String content) {
        return "{\"id\":\"" + TEXT_ITEM + "\",\"type\":\"message\",\"status\":\"" + status + "\",\"content\":["
                + content + "],\"role\":\"assistant\"}";
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"" + text + "\"}";
    }

    private static String call(String status, String arguments) {
        return "{\"id\":\"" + CALL_ITEM + "\",\"type\":\"function_call\",\"status\":\"" + status + "\",\"arguments\":\""
                + arguments + "\",\"call_id\":\"" + EventShape.CALL_ID + "\",\"name\":\"" + EventShape.TOOL + "\"}";
    }

    private static String response(String status, String output, String usage) {
        return "{\"id\":\"" + RESPONSE + "\",\"object\":\"response\",\"created_at\":1782321544,\"status\":\"" + status
                + "\",\"background\":false,\"error\":null,\"incomplete_details\":null,\"instructions\":null,"
                + "\"max_output_tokens\":4000,\"model\":\"gpt-5-mini\",\"output\":[" + output
                + "],\"parallel_tool_calls\":true,\"previous_response_id\":null,"
                + "\"reasoning\":{\"effort\":\"medium\",\"summary\":null},\"service_tier\":\"auto\",\"store\":false,"
                + "\"temperature\":1.0,\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"},"
                + "\"tool_choice\":\"auto\",\"tools\":[],\"top_logprobs\":0,\"top_p\":1.0,\"truncation\":\"disabled\","
                + "\"usage\":" + usage + ",\"user\":null,\"metadata\":{}}";
    }
}
