package io.astreaming.app.endpoint;

import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Version;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ResponseHead;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the models of an endpoint. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Lists the models of an endpoint, one on each line, in the endpoint's order.",
        footer = {"", "Example:", "  astreaming models --base-url http://localhost:11434/v1"})
public final class ModelsCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 16 << 20;
    /** Gemini's names begin so, and its requests name a model without. */
    private static final String PREFIX = "models/";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    public ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProtocolOption protocol = endpoint.option(terminal);
        HttpResponse<InputStream> response =
                send(endpoint.get(terminal, protocol == ProtocolOption.OLLAMA ? "/api/tags" : "/models")
                        .timeout(TIMEOUT)
                        .build());
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readNBytes(MAX_BYTES);
        }
        if (response.statusCode() != 200) {
            ResponseHead head =
                    new ResponseHead(response.statusCode(), response.headers().map());
            terminal.error(ErrorReporter.describe(new JsonbChatCodec().decode(head, body)));
            return ExitCode.FAILED;
        }
        List<String> names = names(protocol, body);
        if (names == null) {
            terminal.error("the endpoint's list of models can't be read: " + response.uri() + " answered no JSON object"
                    + " with a list of models");
            return ExitCode.FAILED;
        }
        names.forEach(terminal::print);
        return ExitCode.COMPLETED;
    }

    private static HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            URI uri = request.uri();
            String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw new IOException(
                    "no answer from " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + reason
                            + "; check the base URL and the network, and whether the server is running",
                    e);
        }
    }

    /** Returns the names; null if the body has no list of models. */
    private static @Nullable List<String> names(ProtocolOption protocol, byte[] body) {
        boolean ofOpenai = protocol.isOfOpenai() || protocol == ProtocolOption.MESSAGES;
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonArray models = reader.readObject().getJsonArray(ofOpenai ? "data" : "models");
            return models == null
                    ? null
                    : models.getValuesAs(JsonObject.class).stream()
                            .map(model -> model.getString(ofOpenai ? "id" : "name", ""))
                            .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
                            .filter(name -> !name.isEmpty())
                            .toList();
        } catch (JsonException | ClassCastException | IllegalStateException | StackOverflowError e) {
            return null;
        }
    }
}
