package io.astreaming.json.chunk;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.Logprobs;
import io.astreaming.value.TokenLogprob;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a choice's {@code logprobs} object. Its text is kept as well, so parts that can't be read are left out. */
public final class LogprobsReader {
    private LogprobsReader() {}

    /** Reads the object. */
    public static Logprobs read(JsonTokens in) {
        int mark = in.mark();
        List<TokenLogprob> content = List.of();
        List<TokenLogprob> refusal = List.of();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "content" -> content = tokens(in, true);
                case "refusal" -> refusal = tokens(in, true);
                default -> in.skip();
            }
        }
        return new Logprobs(content, refusal, in.since(mark));
    }

    /** Reads an array of tokens, which stands in place of the object; null if there are none. */
    public static @Nullable Logprobs readList(JsonTokens in) {
        int mark = in.mark();
        List<TokenLogprob> content = tokens(in, true);
        return content.isEmpty()
                ? null
                : new Logprobs(
                        content,
                        List.of(),
                        new JsonText("{\"content\":" + in.since(mark).text() + "}"));
    }

    private static List<TokenLogprob> tokens(JsonTokens in, boolean withTop) {
        if (in.event() != Event.START_ARRAY) {
            leaveOut(in);
            return List.of();
        }
        List<TokenLogprob> tokens = new ArrayList<>();
        while (in.element()) {
            if (in.event() == Event.START_OBJECT) {
                tokens.add(token(in, withTop));
            } else {
                leaveOut(in);
            }
        }
        return tokens;
    }

    private static TokenLogprob token(JsonTokens in, boolean withTop) {
        in.count();
        String token = "";
        double logprob = Double.NaN;
        List<TokenLogprob> top = List.of();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("token") && in.event() == Event.VALUE_STRING) {
                token = in.string();
            } else if (name.equals("logprob") && in.event() == Event.VALUE_NUMBER) {
                logprob = Double.parseDouble(in.string());
            } else if (name.equals("top_logprobs") && withTop) {
                top = tokens(in, false);
            } else {
                in.skip();
            }
        }
        return new TokenLogprob(token, logprob, top);
    }

    private static void leaveOut(JsonTokens in) {
        if (in.event() != Event.VALUE_NULL) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        }
        in.skip();
    }
}
