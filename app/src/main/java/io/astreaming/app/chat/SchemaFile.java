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

/** A file with a JSON Schema that an answer has to fit. */
final class SchemaFile {
    private static final int LARGEST = 1 << 20;
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("\"([a-zA-Z0-9_-]{1," + LONGEST_NAME + "})\"");

    private SchemaFile() {}

    /**
     * Reads a schema, or what OpenAI puts around one: {@code name}, {@code schema}, {@code strict}.
     *
     * @param strict whether the answer has to fit exactly; a file that says so itself may say no, too
     * @throws IllegalArgumentException if there is none in it
     */
    static ResponseFormat read(Terminal terminal, String file, boolean strict) throws IOException {
        JsonText json = InputFiles.json(terminal, file, LARGEST).minified();
        if (!json.text().startsWith("{")) {
            throw new IllegalArgumentException(
                    file + ": a JSON Schema has to be an object, such as {\"type\":\"object\"}");
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
            throw new IllegalArgumentException(file + ": the name of a schema has to be a string");
        }
        boolean exactly = strict && !Boolean.FALSE.equals(said.strict());
        return new ResponseFormat.JsonSchema(said.name(), said.description(), said.schema(), exactly, said.extras());
    }

    /** The schema's title if that can be a name, else the file's name made one. */
    private static String name(String file, List<String> members) {
        var title = NAME.matcher(String.valueOf(JsonPieces.member(members, "title")));
        if (title.matches()) {
            return title.group(1);
        }
        String stem = String.valueOf(Path.of(file).getFileName()).replaceFirst("(\\.schema)?\\.json$", "");
        String name = stem.replaceAll("[^a-zA-Z0-9_-]+", "_");
        name = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return name.replace("_", "").isEmpty() || name.equals("-") ? "answer" : name;
    }
}
