package io.astreaming.app.live;

import io.astreaming.Protocols;
import io.astreaming.app.endpoint.EndpointOptions;
import io.astreaming.app.endpoint.UpstreamOptions;
import io.astreaming.app.server.ListenOptions;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.stream.Chat;
import io.astreaming.value.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether to serve the live page, and the endpoints that it offers. */
public final class UiOptions {
    private static final String DEFAULT_MODEL = "gpt-4o-mini";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--ui",
            description =
                    "Serve a page for this machine's browser that asks the endpoints of your file, or replays FILE, and shows"
                            + " the stream while it arrives. Prints the page's URL.")
    private boolean asked;

    @Option(
            names = {"-e", "--endpoint"},
            paramLabel = "NAME",
            description = "With --ui: offer only this endpoint of your file. May be repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description =
                    "With --ui: offer the endpoint at this URL, with --protocol and its key, and none of your file.")
    private @Nullable String baseUrl;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "With --ui: the model that the page suggests. Default: the endpoint's in your file, else "
                    + DEFAULT_MODEL + ".")
    private @Nullable String model;

    /** Returns whether the page is to be served. */
    public boolean isAsked() {
        return asked;
    }

    /**
     * Serves the page.
     *
     * @param listen where to listen
     * @param options the protocol and the key of the endpoint at {@code --base-url}
     * @param recordings those that the page offers, besides endpoints
     * @param replies how each of them is replayed
     * @throws IOException if it can't listen there
     * @throws IllegalArgumentException if there is nothing to offer, or other machines reach the interface
     */
    public LiveServer start(
            Terminal terminal,
            ListenOptions listen,
            UpstreamOptions options,
            List<Recording> recordings,
            Function<Recording, Reply> replies)
            throws IOException {
        List<LiveSource> sources = endpoints(terminal, options);
        if (recordings.isEmpty() && sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "--ui needs something to show: a FILE, --base-url, or endpoints in your file of endpoints");
        }
        if (recordings.isEmpty()) {
            return LiveServer.start(listen.host(), listen.port(), sources, null, listen.log(terminal));
        }
        List<Recording> named = named(recordings);
        ReplayServer replay = ReplayServer.serving(
                        replies.apply(named.get(0)),
                        named.stream().skip(1).map(replies).toArray(Reply[]::new))
                .start();
        named.forEach(each -> sources.add(LiveSource.recording(each, replay)));
        try {
            return LiveServer.start(listen.host(), listen.port(), sources, replay, listen.log(terminal));
        } catch (IOException | RuntimeException e) {
            replay.close();
            throw e;
        }
    }

    /** The replay server chooses a recording by its name. */
    private static List<Recording> named(List<Recording> recordings) {
        Set<String> names = new HashSet<>();
        List<Recording> named = new ArrayList<>();
        for (Recording recording : recordings) {
            String name = recording.name();
            for (int next = 2; !names.add(name); next++) {
                name = recording.name() + "-" + next;
            }
            named.add(recording.named(name));
        }
        return named;
    }

    /** Returns the endpoints. Those that the command line names are checked now, the others when they are asked. */
    private List<LiveSource> endpoints(Terminal terminal, UpstreamOptions options) {
        List<LiveSource> sources = new ArrayList<>();
        if (baseUrl != null) {
            sources.add(checked(source(shortened(baseUrl), options.at(baseUrl), terminal)));
        }
        for (String name : names) {
            sources.add(checked(source(name, EndpointOptions.named(spec, name), terminal)));
        }
        if (sources.isEmpty()) {
            for (String name : EndpointOptions.names(terminal)) {
                sources.add(source(name, EndpointOptions.named(spec, name), terminal));
            }
        }
        return sources;
    }

    private LiveSource source(String name, EndpointOptions endpoint, Terminal terminal) {
        Protocol protocol = endpoint.protocol(terminal);
        String known = model != null ? model : endpoint.model(terminal);
        return LiveSource.endpoint(
                name,
                known == null ? DEFAULT_MODEL : known,
                protocol,
                () -> Chat.over(endpoint.transport(terminal), Protocols.codec(protocol)));
    }

    /** Returns the host and the port of a URL; the URL itself if that isn't one. */
    private static String shortened(String url) {
        return url.strip().replaceFirst("^https?://(?:[^/?#]*@)?([^/?#]+).*$", "$1");
    }

    private static LiveSource checked(LiveSource source) {
        var unused = source.chat();
        return source;
    }
}
