package io.astreaming.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands at which path. Immutable.
 *
 * @param base the path of the base URL, without a slash at its end, such as {@code /v1}; may be empty
 * @param azure whether deployments have paths of their own, as at Azure
 */
record Routes(String base, boolean azure) {
    private static final String COMPLETIONS = "/chat/completions";
    private static final String MODELS = "/models";
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)/chat/completions");

    /** What a path leads to. */
    sealed interface Target {}

    /** Completions; of the model that the path names, if it names one. */
    record Completions(@Nullable String deployment) implements Target {}

    /** The list of models. */
    record Models() implements Target {}

    /** One model. */
    record Model(String id) implements Target {}

    /** Something for people. */
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

    /** The path of completions. */
    String completions() {
        return base + COMPLETIONS;
    }

    /** Says what is right where a path is wrong. */
    String advice() {
        return "the path for completions is " + completions()
                + (azure ? " or /openai/deployments/{deployment}/chat/completions" : "")
                + ", so a client's base URL " + (base.isEmpty() ? "has no path" : "ends in " + base);
    }
}
