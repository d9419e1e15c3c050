package io.astreaming.benchmarks.load;

import io.astreaming.replay.Recording;
import java.util.ArrayList;
import java.util.List;

/** A stream in OpenAI's form, whose text shows whether a piece is missing. */
final class Chunks {
    private Chunks() {}

    static Recording recording(int chunks) {
        return Recording.ofPayloads(payloads(chunks), true);
    }

    /** The text of the first so many chunks. */
    static String text(int chunks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chunks; i++) {
            text.append(piece(i));
        }
        return text.toString();
    }

    private static List<String> payloads(int chunks) {
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            payloads.add(chunk("{\"content\":\"" + piece(i) + "\"}", "null"));
        }
        payloads.add(chunk("{}", "\"stop\""));
        return payloads;
    }

    private static String piece(int i) {
        return " piece " + i;
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"chatcmpl-BvNdjRgWyxHdkUlGIiYlZFMK0J1Xq\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1753102047,\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\","
                + "\"system_fingerprint\":\"fp_34a54ae93c\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}";
    }
}
