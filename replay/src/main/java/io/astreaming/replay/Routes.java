package io.astreaming.replay;

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
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

    /** What a path refers to. */
    sealed interface Target {}

    /** Completions; the deployment is null unless the path names one. */
    record Completions(@Nullable String deployment) implements Target {}

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
            return new Completions(deployment.group(1));
        }
        if (path.equals("/") || path.equals(base) || path.equals(base + "/")) {
            return new About();
        }
        if (path.equals(completions())) {
            return new Completions(null);
        }
        if (path.equals(base + MODELS)) {
            return new Models();
        }
        String models = base + MODELS + "/";
        return path.startsWith(models) && path.length() > models.length()
                ? new Model(path.substring(models.length()))
                : new Nowhere();
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
