package io.astreaming.benchmarks.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a provider writes its chunks. Of each shape there are streams of any length. */
public enum Shape implements GeneratedStream {
    /** OpenAI's own, with the padding that hides the length of a token. */
    OPENAI {
        @Override
        String delta(int i, String piece) {
            return "{\"content\":\"" + piece + "\"}";
        }

        @Override
        String opening() {
            return "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";
        }
    },
    /** A LiteLLM proxy in front of another provider: explicit nulls all over, other members in another order. */
    LITELLM {
        @Override
        String delta(int i, String piece) {
            return "{\"provider_specific_fields\":null,\"content\":\"" + piece
                    + "\",\"role\":null,\"function_call\":null,\"tool_calls\":null,\"audio\":null}";
        }

        @Override
        String opening() {
            return delta(0, "").replace("\"role\":null", "\"role\":\"assistant\"");
        }

        @Override
        String payload(String delta, String finish, int padding) {
            return "{\"id\":\"chatcmpl-0c1d6ab2-93e4-4f5a-8d27-6f1b0a9c8e7d\",\"created\":1762690000,"
                    + "\"model\":\"claude-haiku-4-5-20251001\",\"object\":\"chat.completion.chunk\",\"system_fingerprint\":null,"
                    + "\"choices\":[{\"finish_reason\":" + finish + ",\"index\":0,\"delta\":" + delta
                    + ",\"logprobs\":null}],\"provider_specific_fields\":null,\"citations\":null}";
        }
    },
    /** The arguments of one long tool call. */
    TOOLS {
        @Override
        String delta(int i, String piece) {
            return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + piece + "\"}}]}";
        }

        @Override
        String opening() {
            return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"call_Zb4vYpZk3nqTqzYxJ2cW7e5R\","
                    + "\"type\":\"function\",\"function\":{\"name\":\"write_file\",\"arguments\":\"\"}}],\"refusal\":null}";
        }

        @Override
        String piece(int i, int pieces) {
            if (i == 0) {
                return "{\"text\":\"";
            }
            return i == pieces - 1 ? "\"}" : Pieces.escape(Pieces.piece(i));
        }

        @Override
        String finish() {
            return "\"tool_calls\"";
        }
    },
    /** The first half of the stream is reasoning, the second half text. */
    REASONING {
        @Override
        String delta(int i, String piece) {
            return i < 0
                    ? "{\"content\":\"" + piece + "\",\"reasoning_content\":null}"
                    : "{\"content\":null,\"reasoning_content\":\"" + piece + "\"}";
        }

        @Override
        String opening() {
            return "{\"role\":\"assistant\",\"content\":\"\"}";
        }
    };

    /** Returns the delta with a piece; a negative index ends the reasoning. */
    abstract String delta(int i, String piece);

    /** The first delta. */
    abstract String opening();

    String finish() {
        return "\"stop\"";
    }

    String piece(int i, int pieces) {
        return Pieces.piece(i);
    }

    String payload(String delta, String finish, int padding) {
        return "{\"id\":\"chatcmpl-D3kVbQx0mE8tYw2Zr5uJ7hNs1aLcP\",\"object\":\"chat.completion.chunk\",\"created\":1753100000,"
                + "\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_34a54ae93c\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}],\"obfuscation\":\"" + "x7Rq2LmZpT9d".substring(padding % 12) + "\"}";
    }

    /** {@return a payload whose only content is this text, which needs no escaping} */
    public String payload(String text) {
        return payload(delta(-1, text), "null", text.length());
    }

    /** {@return the payloads of a stream, {@code [DONE]} not among them: one that opens, the pieces, and one that finishes} */
    public List<String> payloads(int pieces) {
        List<String> payloads = new ArrayList<>();
        payloads.add(payload(opening(), "null", 0));
        for (int i = 0; i < pieces; i++) {
            int index = i < pieces / 2 ? i : -1;
            payloads.add(payload(delta(index, Pieces.escape(piece(i, pieces))), "null", i));
        }
        payloads.add(payload("{}", finish(), 7));
        return payloads;
    }

    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int payloadCount(int pieces) {
        return chunks(pieces);
    }

    /** {@return how many chunks there are in a stream of so many pieces} */
    public static int chunks(int pieces) {
        return pieces + 2;
    }

    @Override
    public String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(piece(i, pieces));
        }
        return text.toString();
    }

    @Override
    public byte[] body(int pieces) {
        StringBuilder body = new StringBuilder();
        for (String payload : payloads(pieces)) {
            body.append("data: ").append(payload).append("\n\n");
        }
        return body.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
