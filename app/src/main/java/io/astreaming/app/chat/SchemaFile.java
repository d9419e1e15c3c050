package io.astreaming.app.chat;

import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.report.JsonPieces;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ResponseFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A file with a JSON Schema that the answer must match. */
final class SchemaFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_NAME = 64;
    private static final Pattern NAME = Pattern.compile("\"([a-zA-Z0-9_-]{1," + MAX_NAME + "})\"");

    private SchemaFile() {}

    /**
     * Reads a schema, or OpenAI's object around one: {@code name}, {@code schema}, {@code strict}.
     *
     * @param strict whether the answer must match exactly, unless the file's own {@code strict} is false
     * @throws IllegalArgumentException if the file has no schema
     */
    static ResponseFormat read(Terminal terminal, String file, boolean strict) throws IOException {
        JsonText json = InputFiles.json(terminal, file, MAX_BYTES).minified();
        if (!json.text().startsWith("{")) {
            throw new IllegalArgumentException(
                    file + ": a JSON Schema must be an object, such as {\"type\":\"object\"}");
        }
        List<String> members = JsonPieces.of(json);
        String inner = JsonPieces.member(members, "schema");
        if (inner == null || !inner.startsWith("{") || JsonPieces.member(members, "name") == null) {
            return ResponseFormat.jsonSchema(name(file, members), json, strict);
        }
        ResponseFormat whole;
        try {
            whole = RequestJson.readMember("response_format", "{\"type\":\"json_schema\",\"json_schema\":" + json + "}")
                    .responseFormat();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (!(whole instanceof ResponseFormat.JsonSchema said)) {
            throw new IllegalArgumentException(file + ": the name of a schema must be a string");
        }
        boolean exactly = strict && !Boolean.FALSE.equals(said.strict());
        return new ResponseFormat.JsonSchema(said.name(), said.description(), said.schema(), exactly, said.extras());
    }

    /** Returns the schema's title if it is a valid name, otherwise a name made from the file's. */
    private static String name(String file, List<String> members) {
        var title = NAME.matcher(String.valueOf(JsonPieces.member(members, "title")));
        if (title.matches()) {
            return title.group(1);
        }
        String stem = String.valueOf(Path.of(file).getFileName()).replaceFirst("(\\.schema)?\\.json$", "");
        String name = stem.replaceAll("[^a-zA-Z0-9_-]+", "_");
        name = name.substring(0, Math.min(name.length(), MAX_NAME));
        return name.replace("_", "").isEmpty() || name.equals("-") ? "answer" : name;
    }
}
