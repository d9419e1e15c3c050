package io.astreaming.replay;

import io.astreaming.value.Protocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps paths to what the server offers there. Immutable.
 *
 * @param base the path of the base URL, without a slash at its end, such as {@code /v1}; may be empty
 * @param azure whether the paths of Azure's deployments exist, too
 */
record Routes(String base, boolean azure) {
    private static final String COMPLETIONS = "/chat/completions";
    private static final String MODELS = "/models";
    private static final String RESPONSES = "/responses";
    private static final String MESSAGES = "/messages";
    private static final String OLLAMA = "/api/chat";
    private static final Pattern GEMINI = Pattern.compile("(?:/v1beta)?/models/([^/:]+):streamGenerateContent");
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

    /** What a path refers to. */
    sealed interface Target {}

    /** Answers in one protocol; the model is null unless the path names one. */
    record Completions(Protocol protocol, @Nullable String model) implements Target {}

    /** The list of models. */
    record Models() implements Target {}

    /** One model. */
    record Model(String id) implements Target {}

    /** A page about the server, for people. */
    record About() implements Target {}

    /** Nothing. */
    record Nowhere() implements Target {}

    Target at(String path) {
        Matcher deployment = DEPLOYMENT.matcher(path);
        if (azure && deployment.matches()) {
            return new Completions(Protocol.CHAT_COMPLETIONS, deployment.group(1));
        }
        if (path.equals("/") || path.equals(base) || path.equals(base + "/")) {
            return new About();
        }
        Completions answers = answers(path);
        if (answers != null) {
            return answers;
        }
        if (path.equals(base + MODELS)) {
            return new Models();
        }
        String models = base + MODELS + "/";
        return path.startsWith(models) && path.length() > models.length()
                ? new Model(path.substring(models.length()))
                : new Nowhere();
    }

    /** Returns which protocol's answers are at a path; null if none are. */
    private @Nullable Completions answers(String path) {
        Matcher gemini = GEMINI.matcher(path.startsWith(base + MODELS) ? path.substring(base.length()) : path);
        if (gemini.matches()) {
            return new Completions(Protocol.GEMINI, gemini.group(1));
        }
        Protocol protocol = null;
        if (path.equals(completions())) {
            protocol = Protocol.CHAT_COMPLETIONS;
        } else if (path.equals(base + RESPONSES)) {
            protocol = Protocol.RESPONSES;
        } else if (path.equals(base + MESSAGES)) {
            protocol = Protocol.MESSAGES;
        } else if (path.equals(OLLAMA)) {
            protocol = Protocol.OLLAMA;
        }
        return protocol == null ? null : new Completions(protocol, null);
    }

    /** Returns the path of completions. */
    String completions() {
        return base + COMPLETIONS;
    }

    /** Returns which path would be right. */
    String advice() {
        return "the path for completions is " + completions()
                + (azure ? " or /openai/deployments/{deployment}/chat/completions" : "")
                + ", so a client's base URL " + (base.isEmpty() ? "has no path" : "ends in " + base);
    }
}
